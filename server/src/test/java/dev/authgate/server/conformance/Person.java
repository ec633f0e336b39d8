package dev.authgate.server.conformance;

/** Somebody with an account. */
record Person(String username, String password) {
    static final Person ANN = new Person("ann", "violet tractor under seven umbrellas");
    static final Person BOB = new Person("bob", "eleven candles in a quiet harbour");
}
