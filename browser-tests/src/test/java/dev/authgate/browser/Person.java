package dev.authgate.browser;

/** Somebody in front of a browser. */
record Person(Browser browser, RunningServer server) {
    static final String ALEX = "alex.moreau";
    static final String LENA = "lena.novak";
    static final String SAMI = "sami.haddad";
    static final String LAYLA = "layla.haddad";

    static final String SIGN_IN = "Sign in to authorize your device";
    static final String ENTER_CODE = "Enter the code from your device";
    static final String CODE_PROBLEM = "This code can’t be used";
    static final String CONNECT = "Connect Acme Deploy CLI to your account?";
    static final String CONNECTED = "Return to your terminal";
    static final String DENIED = "You denied the request";
    static final String SIGNED_OUT = "You are signed out";

    void open(String path) {
        browser.open(server.uri(path).toString());
    }

    /** Signs in, as somebody who is registered, and stands before the question for the code. */
    void signIn(String username) {
        server.register(username);
        open("/device");
        browser.awaitHeading(SIGN_IN);
        fillIn(username, RunningServer.PASSWORD);
        browser.awaitHeading(ENTER_CODE);
    }

    void fillIn(String username, String password) {
        browser.type("username", username);
        browser.type("password", password);
        browser.click("Sign in");
    }

    /** From the question for the code to the decision. */
    void enter(Device device) {
        enterCode(device.userCode());
        browser.awaitHeading(CONNECT);
    }

    void enterCode(String code) {
        browser.type("code", code);
        browser.find("#code").submit();
    }

    void approve() {
        browser.click("Approve");
        browser.awaitHeading(CONNECTED);
    }

    void deny() {
        browser.click("Deny");
        browser.awaitHeading(DENIED);
    }

    void changePassword(String current, String next) {
        open("/account/password");
        browser.type("current_password", current);
        browser.type("new_password", next);
        browser.type("repeat_password", next);
        browser.find("#repeat_password").submit();
    }
}
