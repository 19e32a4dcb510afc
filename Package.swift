// swift-tools-version: 6.2
import PackageDescription

/// The shipped library is built with the trait "Embedded"; tests and fuzzers build the same sources with
/// the ordinary runtime.
let settings: [SwiftSetting] = [
    .enableExperimentalFeature("Embedded", .when(traits: ["Embedded"])),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "dxinterconnect",
    products: [
        .library(name: "dxinterconnect", type: .dynamic, targets: ["DXInterconnectABI"]),
        .library(name: "DXInterconnect", targets: ["DXInterconnect"]),
    ],
    traits: [.trait(name: "Embedded", description: "Build without the Swift runtime")],
    targets: [
        .systemLibrary(name: "CDXInterconnect", path: "Include"),
        .systemLibrary(name: "CJansson", pkgConfig: "jansson", providers: [.apt(["libjansson-dev"])]),
        .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
        .target(name: "DXInterconnect", dependencies: ["CNettle"], swiftSettings: settings),
        .target(
            name: "DXInterconnectABI",
            dependencies: ["DXInterconnect", "CDXInterconnect", "CJansson"],
            swiftSettings: settings),
        .testTarget(
            name: "DXInterconnectTests",
            dependencies: ["DXInterconnect", "DXInterconnectABI", "CDXInterconnect"],
            swiftSettings: settings),
    ])
