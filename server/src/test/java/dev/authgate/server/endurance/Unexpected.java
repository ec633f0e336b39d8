package dev.authgate.server.endurance;

/** A reply that a flow cannot go on with. */
final class Unexpected extends RuntimeException {
    private final transient Reply reply;

    private Unexpected(Reply reply) {
        super(reply.outcome() + ": " + reply.body());
        this.reply = reply;
    }

    static void unless(boolean expected, Reply reply) {
        if (!expected) {
            throw new Unexpected(reply);
        }
    }

    Reply reply() {
        return reply;
    }
}
