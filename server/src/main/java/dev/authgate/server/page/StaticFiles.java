package dev.authgate.server.page;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Serves the style sheet and the logos from memory. Mount it at {@value #MOUNT}. It looks names up in a fixed list and
 * opens no file, so no path can lead out of it.
 */
public final class StaticFiles extends HttpServlet {
    /** Where this servlet belongs. */
    public static final String MOUNT = "/assets/*";

    static final String FOLDER = "/assets/";

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ASK_EACH_TIME = "no-cache";

    private static final List<String> METHODS = List.of("GET", "HEAD");

    private final transient Map<String, StaticFile> files = new HashMap<>();

    public StaticFiles() {
        for (StaticFile file : StaticFile.all()) {
            files.put(FOLDER + file.name(), file);
            files.put(FOLDER + file.hashedName(), file);
        }
    }

    /** The servlet API would answer TRACE with the request itself, cookies included. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (METHODS.contains(request.getMethod())) {
            super.service(request, response);
        } else {
            response.setHeader("Allow", String.join(", ", METHODS));
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        StaticFile file = files.get(path);
        if (file == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        String tag = '"' + file.hash() + '"';
        response.setHeader("Cache-Control", path.endsWith(file.hashedName()) ? FOR_EVER : ASK_EACH_TIME);
        response.setHeader("ETag", tag);
        if (isKnown(request.getHeader("If-None-Match"), tag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(file.contentType());
        response.setContentLength(file.length());
        file.writeTo(response.getOutputStream());
    }

    /** RFC 9110 section 13.1.2: a list of tags, weak ones included, or an asterisk. */
    private static boolean isKnown(@Nullable String condition, String tag) {
        return condition != null
                && (condition.contains(tag) || condition.strip().equals("*"));
    }
}
