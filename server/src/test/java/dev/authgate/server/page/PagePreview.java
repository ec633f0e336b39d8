package dev.authgate.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;

/** Writes every page with sample data to the folder given as argument; serve that folder to look at them. */
final class PagePreview {
    private PagePreview() {}

    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        var assets = Files.createDirectories(folder.resolve("assets"));
        for (StaticFile file : StaticFile.all()) {
            try (var out = Files.newOutputStream(assets.resolve(file.hashedName()))) {
                file.writeTo(out);
            }
        }
        var pages = new Pages("auth.example.org", Clock.fixed(SamplePages.NOW, ZoneOffset.UTC));
        for (var page : SamplePages.all().entrySet()) {
            Files.writeString(folder.resolve(page.getKey() + ".html"), pages.render(page.getValue()), UTF_8);
        }
    }
}
