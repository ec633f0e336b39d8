package dev.authgate.server.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.authgate.server.service.CompanyService.Behaviour;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ServerSocketFactory;

/**
 * The company as a program of its own: prints its port, then does what it is told, one line at a time, words between tabs.
 * With a directory as its argument it speaks TLS, under a certificate that nobody knows.
 */
public final class CompanyProgram {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerSocketFactory sockets;
    private final CompanyDesk desk = new CompanyDesk(() -> System.currentTimeMillis() / 1000);
    private CompanyService service;

    private CompanyProgram(ServerSocketFactory sockets) {
        this.sockets = sockets;
        this.service = CompanyService.open(sockets, 0, desk);
    }

    public static void main(String[] words) throws Exception {
        var sockets = words.length == 0 ? ServerSocketFactory.getDefault() : SelfSigned.sockets(Path.of(words[0]));
        new CompanyProgram(sockets).run();
    }

    private void run() throws IOException {
        System.out.println(service.port());
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(done(line.split("\t", -1)));
        }
    }

    /** As it was at first, at the same port. */
    private void reset() {
        var port = service.port();
        service.close();
        desk.reset();
        service = CompanyService.open(sockets, port, desk);
    }

    private String done(String... words) throws JsonProcessingException {
        switch (words[0]) {
            case "give" -> desk.give(words[1], words[2], words[3]);
            case "take" -> desk.takeAway(words[1]);
            case "say" -> desk.say(words[1], JSON.readValue(words[2], Object.class));
            case "right" -> desk.sayWhatIsRight();
            case "forget" -> desk.forgetTokens();
            case "behave" -> service.behave(Behaviour.valueOf(words[1]));
            case "reset" -> reset();
            case "close" -> service.close();
            case "reopen" -> service = CompanyService.open(sockets, service.port(), desk);
            case "asked" -> {
                return Long.toString(service.asked().stream()
                        .filter(question -> question.target().endsWith(words[1]))
                        .count());
            }
            case "header" -> {
                return service.asked().get(service.asked().size() - 1).header(words[1]);
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
        return "done";
    }
}
