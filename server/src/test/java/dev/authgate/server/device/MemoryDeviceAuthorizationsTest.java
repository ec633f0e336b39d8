package dev.authgate.server.device;

final class MemoryDeviceAuthorizationsTest extends DeviceAuthorizationsContract {
    private final MemoryDeviceAuthorizations authorizations = new MemoryDeviceAuthorizations();

    @Override
    protected DeviceAuthorizations authorizations() {
        return authorizations;
    }
}
