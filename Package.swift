// swift-tools-version: 6.2
import PackageDescription

/// The shipped library is built with DXI_RUNTIME=embedded; tests and fuzzers build the same sources with the
/// ordinary runtime. Not a trait: SwiftPM 6.3 hands a feature to the linking of every product, whatever the
/// trait says, and then `swift test` finds no tests.
let embedded: [SwiftSetting] =
    Context.environment["DXI_RUNTIME"] == "embedded" ? [.enableExperimentalFeature("Embedded")] : []
let settings = embedded + [.treatAllWarnings(as: .error)]

let package = Package(
    name: "dxinterconnect",
    products: [
        .library(name: "dxinterconnect", type: .dynamic, targets: ["DXInterconnectABI"]),
        .library(name: "DXInterconnect", targets: ["DXInterconnect"]),
    ],
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
