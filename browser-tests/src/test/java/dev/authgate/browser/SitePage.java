package dev.authgate.browser;

import static dev.authgate.browser.Person.ALEX;
import static dev.authgate.browser.Person.CODE_PROBLEM;
import static dev.authgate.browser.Person.LAYLA;
import static dev.authgate.browser.Person.LENA;
import static dev.authgate.browser.Person.SAMI;
import static dev.authgate.browser.Person.SIGNED_OUT;
import static dev.authgate.browser.Person.SIGN_IN;
import static dev.authgate.browser.RunningServer.PASSWORD;

import java.util.EnumSet;
import java.util.Locale;
import java.util.function.Consumer;

/** Every page that people can meet, and the way there. */
enum SitePage {
    LOGIN(person -> person.open("/login")),
    LOGIN_PROBLEM(person -> {
        person.open("/login");
        person.fillIn(ALEX, "not the password");
        person.browser().awaitHeading(SIGN_IN);
    }),
    DEVICE(person -> person.signIn(ALEX)),
    CODE_PROBLEM_PAGE("code-problem", person -> {
        person.signIn(ALEX);
        person.enterCode("WDJB-MJHV");
        person.browser().awaitHeading(CODE_PROBLEM);
    }),
    CONFIRM(person -> {
        person.signIn(ALEX);
        connect(person);
        person.open("/device");
        person.enter(Device.asking(person.server(), "alex-laptop", Device.AT_HOME));
    }),
    CONFIRM_UNUSUAL(person -> {
        person.signIn(LAYLA);
        person.enter(Device.asking(person.server(), "build-box", Device.ELSEWHERE));
    }),
    SUCCESS(person -> {
        person.signIn(ALEX);
        connect(person);
    }),
    SESSIONS(person -> {
        person.signIn(SAMI);
        connect(person, "sami-old-laptop", Device.AT_HOME);
        person.server().endGrantOf("sami-old-laptop");
        connectAndDisable(person, "sami-build-box");
        connect(person, "sami-laptop", Device.AT_HOME);
        person.open("/account/sessions");
    }),
    SESSIONS_EMPTY(person -> {
        person.signIn(LAYLA);
        person.open("/account/sessions");
    }),
    REVOKE_ALL(person -> {
        person.signIn(LENA);
        connectAndDisable(person, "lena-build-box");
        connect(person, "lena-laptop", Device.AT_HOME);
        person.open("/account/sessions/revoke-all");
    }),
    NOT_ME(person -> {
        person.signIn(ALEX);
        connect(person);
        person.open("/account/sessions");
        person.browser().find(".button-alarm").click();
        person.browser().awaitHeading("That session is ended");
    }),
    DENIED(person -> {
        person.signIn(ALEX);
        person.enter(Device.asking(person.server(), "alex-laptop", Device.AT_HOME));
        person.deny();
    }),
    ERROR(person -> person.open("/nothing-here")),
    LIMITED(person -> {
        person.signIn(RunningServer.ADMIN);
        var code = "";
        do {
            code += "B";
            person.enterCode("WDJB" + code);
        } while (person.browser().heading().equals(CODE_PROBLEM));
        person.browser().awaitHeading("Too many attempts");
    }),
    SIGNED_OUT_PAGE("signed-out", person -> {
        person.signIn(ALEX);
        person.browser().click("Sign out");
        person.browser().awaitHeading(SIGNED_OUT);
    }),
    LOGOUT(person -> {
        person.signIn(ALEX);
        person.open("/logout");
    }),
    PASSWORD_PAGE("password", person -> {
        person.signIn(ALEX);
        person.open("/account/password");
    }),
    PASSWORD_PROBLEM(person -> {
        person.signIn(ALEX);
        person.changePassword("not the password", "velvet compass thunder");
        person.browser().awaitHeading("Change your password");
    }),
    PASSWORD_CHANGED(person -> {
        person.signIn("sam.okafor");
        person.changePassword(PASSWORD, "velvet compass thunder");
        person.browser().awaitHeading("Your password is changed");
    });

    private final String word;

    /** A lambda that captures nothing; the compiler cannot tell. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Consumer<Person> way;

    SitePage(Consumer<Person> way) {
        this.word = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.way = way;
    }

    SitePage(String word, Consumer<Person> way) {
        this.word = word;
        this.way = way;
    }

    private static void connect(Person person) {
        connect(person, "alex-laptop", Device.AT_HOME);
    }

    private static void connect(Person person, String deviceName, String address) {
        var device = Device.asking(person.server(), deviceName, address);
        person.open("/device");
        person.enter(device);
        person.approve();
        device.awaitAnswer();
    }

    private static void connectAndDisable(Person person, String deviceName) {
        connect(person, deviceName, Device.ELSEWHERE);
        person.open("/account/sessions");
        person.browser().click("Disable: Acme Deploy CLI on " + deviceName);
    }

    void reach(Person person) {
        way.accept(person);
    }

    /** Whether the documentation has pictures of it; the others look much like these. */
    boolean isPictured() {
        return !EnumSet.of(LOGIN_PROBLEM, LOGOUT, PASSWORD_PROBLEM).contains(this);
    }

    @Override
    public String toString() {
        return word;
    }
}
