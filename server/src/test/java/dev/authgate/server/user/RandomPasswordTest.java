package dev.authgate.server.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.oauth.Secrets;
import java.util.HashSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Passwords that the server draws")
class RandomPasswordTest {
    private final RandomPassword passwords = new RandomPassword(new Secrets());

    @Test
    void have_sixteen_characters_that_cannot_be_mistaken_for_each_other() {
        assertThat(passwords.next()).matches("[A-Za-z2-9]{16}").doesNotContainPattern("[0Oo1lI]");
    }

    @Test
    void use_the_whole_alphabet() {
        var seen = Stream.generate(passwords::next)
                .limit(500)
                .flatMap(password -> password.chars().mapToObj(c -> (char) c))
                .collect(Collectors.toSet());

        assertThat(seen).hasSize(RandomPassword.ALPHABET.length());
        assertThat(RandomPassword.ALPHABET.chars().distinct().count()).isEqualTo(RandomPassword.ALPHABET.length());
    }

    @Test
    void differ() {
        var drawn = new HashSet<String>();

        Stream.generate(passwords::next).limit(1000).forEach(drawn::add);

        assertThat(drawn).hasSize(1000);
    }
}
