package dev.rumbo.faults;

import java.util.Map;

class ClockFaultsEmbeddedIT extends ClockFaults {

    @Override
    Map<String, String> environment() {
        return Map.of("RUMBO_DATA_DIR", folder.resolve("data").toString());
    }
}
