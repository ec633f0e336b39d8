package dev.authgate.server.conformance;

import dev.authgate.server.service.CompanyProgram;
import dev.authgate.server.service.CompanyService.Behaviour;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A company's service in a process of its own. */
final class CompanyProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final int port;

    private CompanyProcess(List<String> words) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                CompanyProgram.class.getName()));
        command.addAll(words);
        try {
            this.process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            this.port = Integer.parseInt(out.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CompanyProcess start() {
        return new CompanyProcess(List.of());
    }

    /** With TLS, and a certificate that nobody knows. */
    static CompanyProcess startWithUnknownCertificate(Path directory) {
        return new CompanyProcess(List.of(directory.toString()));
    }

    int port() {
        return port;
    }

    void give(Person person, String id) {
        tell("give", person.username(), id, person.password());
    }

    void behave(Behaviour behaviour) {
        tell("behave", behaviour.name());
    }

    /** Lets each answer say this, whatever would be right. */
    void say(String member, String json) {
        tell("say", member, json);
    }

    long asked(String path) {
        return Long.parseLong(tell("asked", path));
    }

    /** Tells it what to do, and waits until it has. */
    synchronized String tell(String... words) {
        try {
            process.getOutputStream().write((String.join("\t", words) + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            var answer = out.readLine();
            if (answer == null) {
                throw new IllegalStateException("The company has ended");
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
