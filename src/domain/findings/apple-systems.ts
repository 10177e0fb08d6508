/** Words for what a Mach-O file says that it is for: LC_BUILD_VERSION's platforms, and `darwin` where it does not say. */
export const APPLE_SYSTEMS: Readonly<Record<string, string>> = {
  macos: 'macOS',
  darwin: 'macOS or another system of Apple',
  ios: 'iOS',
  tvos: 'tvOS',
  watchos: 'watchOS',
  bridgeos: 'bridgeOS',
  mac_catalyst: 'Mac Catalyst',
  ios_simulator: 'the iOS simulator',
  tvos_simulator: 'the tvOS simulator',
  watchos_simulator: 'the watchOS simulator',
  driverkit: 'DriverKit',
  visionos: 'visionOS',
  visionos_simulator: 'the visionOS simulator',
  firmware: "Apple's firmware",
  sepos: "Apple's secure enclave",
};
