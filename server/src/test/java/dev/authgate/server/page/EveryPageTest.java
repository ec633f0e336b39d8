package dev.authgate.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Every page")
class EveryPageTest {
    private static final Pattern FORM = Pattern.compile("<form.*?</form>", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("(?:href|src|srcset|action)=\"([^\"]*)\"");

    private final Pages pages = new Pages("auth.example.org", Clock.fixed(SamplePages.NOW, ZoneOffset.UTC));

    static Stream<Page> samples() {
        return SamplePages.all().values().stream();
    }

    @Test
    void is_among_the_samples() {
        assertThat(samples().map(Object::getClass).distinct()).hasSameSizeAs(Page.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void has_no_script_and_no_style_of_its_own(Page page) {
        assertThat(pages.render(page))
                .doesNotContainIgnoringCase("<script")
                .doesNotContainIgnoringCase("<style")
                .doesNotContainIgnoringCase("javascript:")
                .doesNotContainPattern("(?i)\\sstyle\\s*=")
                .doesNotContainPattern("(?i)<[^>]*\\son[a-z]+\\s*=");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void posts_its_forms_with_a_csrf_token(Page page) {
        assertThat(FORM.matcher(pages.render(page)).results().map(form -> form.group()))
                .allSatisfy(form -> assertThat(form)
                        .startsWith("<form method=\"post\" action=\"/")
                        .containsPattern("<input type=\"hidden\" name=\"csrf_token\" value=\"[^\"]+\">"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void links_to_this_server_only(Page page) {
        assertThat(LINK.matcher(pages.render(page)).results().map(link -> link.group(1)))
                .allMatch(link -> link.matches("/[a-z].*|#content"), "a path of this server");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void names_the_server_and_says_one_thing_first(Page page) {
        String html = pages.render(page);

        assertThat(html.stripLeading()).startsWith("<!DOCTYPE html>");
        assertThat(html).contains("You are at <strong dir=\"ltr\">auth.example.org</strong>");
        assertThat(html.split("<h1>", -1)).hasSize(2);
        assertThat(html).containsPattern("<title>[^<]+ – AuthGate</title>");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void asks_for_the_style_sheet_by_its_content(Page page) {
        assertThat(pages.render(page)).containsPattern("href=\"/assets/app\\.[0-9a-f]{12}\\.css\"");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void keeps_its_secrets_out_of_logs(Page page) {
        assertThat(page.toString()).doesNotContain("token-of").doesNotContain("ticket");
    }
}
