package dev.rumbo.simulator;

/**
 * A device that exists in Rumbo and for which the simulator may post.
 *
 * @param token device token; a secret
 */
public record SimulatedDevice(String id, String token) {

    @Override
    public String toString() {
        return id;
    }
}
