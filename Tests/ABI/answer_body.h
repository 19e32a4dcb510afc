/* An answer of 15 members and 5 tags, as the service sends it. */
#ifndef ANSWER_BODY_H
#define ANSWER_BODY_H

static const char answer_body[] =
    "{\"awsDevice\":\"EqDC2-2cmx0h\",\"awsDeviceV2\":\"EqDC2-2cmx0h\",\"awsLogicalDeviceId\":\"EqDC2-3zk1p\",\"bandwidth\":\"10Gbps\","
    "\"hasLogicalRedundancy\":\"unknown\",\"interconnectId\":\"dxcon-fg1a2b3c\",\"interconnectName\":\"acme-iad-1\","
    "\"interconnectState\":\"requested\",\"jumboFrameCapable\":true,\"lagId\":\"dxlag-fg1a2b3c\",\"loaIssueTime\":1.453757421125E9,"
    "\"location\":\"EqDC2\",\"providerName\":\"Acme Partner\",\"region\":\"us-east-1\",\"tags\":[{\"key\":\"Name\",\"value\":\"acme-iad-1\"},"
    "{\"key\":\"env\",\"value\":\"prod\"},{\"key\":\"owner\",\"value\":\"network@acme.example\"},{\"key\":\"cost-centre\",\"value\":\"4711\"},"
    "{\"key\":\"site\",\"value\":\"Z\\u00fcrich 1\"}]}";

#endif
