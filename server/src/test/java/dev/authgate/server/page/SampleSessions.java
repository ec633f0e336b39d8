package dev.authgate.server.page;

import static dev.authgate.server.page.SamplePages.ALEX;
import static dev.authgate.server.page.SamplePages.LONG_NAME;
import static dev.authgate.server.page.SamplePages.MAXIMILIANA;
import static dev.authgate.server.page.SamplePages.NOW;
import static dev.authgate.server.page.SamplePages.PERMISSIONS;

import dev.authgate.server.page.SessionCard.Status;
import dev.authgate.server.page.SessionCard.Use;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages about sessions with data to look at. */
final class SampleSessions {
    static final NamedDevice LAPTOP = new NamedDevice("Acme Deploy CLI", "alex-laptop");
    static final NamedDevice NAS = new NamedDevice("Ledger Export", "office-nas");
    private static final NamedDevice BOX = new NamedDevice("Acme Deploy CLI", "build-box");
    private static final NamedDevice LONGEST =
            new NamedDevice(LONG_NAME, "DESKTOP-OF-MAXIMILIANA-VON-HOHENFELS-BUILD-AGENT-0000000017");
    private static final NamedDevice ARABIC = new NamedDevice("تطبيق النشر", "حاسوب ليلى");

    static final SessionCard ACTIVE = new SessionCard(
            "01",
            LAPTOP,
            "acme-deploy",
            PERMISSIONS,
            new Use(NOW.minusSeconds(10), "203.0.113.24"),
            new Use(NOW.minusSeconds(2), "203.0.113.24"),
            NOW.plus(Duration.ofDays(30)),
            Status.ACTIVE);
    static final SessionCard DISABLED = new SessionCard(
            "02",
            NAS,
            "ledger-export",
            List.of(new Permission("Read invoices", "invoices:read", false)),
            new Use(NOW.minus(Duration.ofDays(40)), "203.0.113.24"),
            new Use(NOW.minus(Duration.ofDays(11)), "198.51.100.7"),
            NOW.plus(Duration.ofDays(50)),
            Status.DISABLED);
    static final SessionCard EXPIRED = new SessionCard(
            "03",
            BOX,
            "acme-deploy",
            PERMISSIONS.subList(0, 2),
            new Use(NOW.minus(Duration.ofDays(73)), "198.51.100.77"),
            new Use(NOW.minus(Duration.ofDays(44)), null),
            NOW.minus(Duration.ofDays(42)),
            Status.EXPIRED);

    private SampleSessions() {}

    static SessionsPage list(@Nullable SessionNotice notice, @Nullable String after, @Nullable String older) {
        var cards = List.of(ACTIVE, DISABLED, EXPIRED);
        return new SessionsPage(ALEX, new SessionsPage.Cards(cards, after, older), notice);
    }

    static Map<String, Page> pages() {
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put("sessions", list(null, null, null));
        pages.put("sessions-middle", list(SessionNotice.DISABLED, "MTIz", "MTIy"));
        pages.put("sessions-long", longest());
        pages.put("sessions-empty", empty(null));
        pages.put("sessions-ended", empty(SessionNotice.ALL_REVOKED));
        pages.put("revoke-all", revokeAll(2));
        pages.put("revoke-all-many", revokeAll(140));
        pages.put("revoke-all-none", new RevokeAllPage(ALEX, List.of(), 0));
        pages.put("not-me", new NotMePage(ALEX, BOX, SamplePages.REQUEST));
        pages.put("not-me-long", new NotMePage(MAXIMILIANA, LONGEST, "0197c2f4-e1b3-7c11-8f00-2b6d3c9a5e10"));
        return pages;
    }

    private static SessionsPage empty(@Nullable SessionNotice notice) {
        return new SessionsPage(ALEX, new SessionsPage.Cards(List.of(), null, null), notice);
    }

    static RevokeAllPage revokeAll(int count) {
        var endings = List.of(
                new RevokeAllPage.Ending(LAPTOP, Status.ACTIVE), new RevokeAllPage.Ending(NAS, Status.DISABLED));
        return new RevokeAllPage(ALEX, endings, count);
    }

    private static SessionsPage longest() {
        var cards = List.of(
                new SessionCard(
                        "04",
                        LONGEST,
                        "northwind-international-logistics-warehouse-automation-preview-0197c2f4e1b3",
                        SamplePages.many(),
                        new Use(NOW.minusSeconds(200), "2001:0db8:85a3:08d3:1319:8a2e:0370:7344"),
                        new Use(NOW.minusSeconds(100), "2001:0db8:85a3:08d3:1319:8a2e:0370:7344"),
                        NOW.plus(Duration.ofDays(30)),
                        Status.ACTIVE),
                new SessionCard(
                        "05",
                        ARABIC,
                        "nashr-cli",
                        List.of(new Permission("قراءة عمليات النشر وسجلاتها", "deploy:read", false)),
                        new Use(NOW.minus(Duration.ofDays(40)), "203.0.113.24"),
                        new Use(NOW.minus(Duration.ofDays(40)), "203.0.113.24"),
                        NOW.plus(Duration.ofDays(50)),
                        Status.DISABLED),
                new SessionCard(
                        "06",
                        new NamedDevice("x".repeat(300), null),
                        "y".repeat(300),
                        List.of(),
                        new Use(NOW.minus(Duration.ofDays(90)), "203.0.113.24"),
                        new Use(NOW.minus(Duration.ofDays(90)), "203.0.113.24"),
                        NOW.minus(Duration.ofDays(60)),
                        Status.EXPIRED));
        return new SessionsPage(MAXIMILIANA, new SessionsPage.Cards(cards, null, "MTIz"), SessionNotice.UNCHANGED);
    }
}
