package dev.authgate.server.page;

import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns pages into HTML. */
public final class Pages {
    private static final int TYPICAL_SIZE = 8192;

    private final Configuration templates = configuration();
    private final String host;
    private final Clock clock;
    private final Map<String, String> files;

    /** Pages of the server that people know under {@code host}, the name in their address bar. */
    public Pages(String host, Clock clock) {
        this.host = host;
        this.clock = clock;
        this.files = StaticFile.all().stream()
                .collect(
                        Collectors.toUnmodifiableMap(StaticFile::name, file -> StaticFiles.FOLDER + file.hashedName()));
    }

    /** The page as a whole HTML document. */
    public String render(Page page) {
        var html = new StringWriter(TYPICAL_SIZE);
        var model = Map.of("page", page, "host", host, "files", files, "time", new EnglishTime(clock.instant()));
        try {
            Template template = templates.getTemplate(page.template());
            template.process(model, html);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException("The template " + page.template() + " does not fit its page", e);
        }
        return html.toString();
    }

    /** Templates cannot reach a class, a method name made of text, or a value that nobody handed them. */
    private static Configuration configuration() {
        var configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(Pages.class, "/pages");
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setRecognizeStandardFileExtensions(true);
        configuration.setLocale(Locale.ENGLISH);
        configuration.setLocalizedLookup(false);
        configuration.setNumberFormat("computer");
        configuration.setBooleanFormat("c");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setWrapUncheckedExceptions(true);
        configuration.setFallbackOnNullLoopVariable(false);
        configuration.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setAPIBuiltinEnabled(false);
        return configuration;
    }
}
