package dev.authgate.bench.load;

import java.util.ArrayList;
import java.util.List;

/** Looks for headers in the head of an answer. */
final class Heads {
    private Heads() {}

    /** The value of the first header of that name; empty when there is none. */
    static String value(String head, String name) {
        var at = find(head, name, 0);
        return at < 0 ? "" : valueAt(head, name, at);
    }

    /** The values of all headers of that name. */
    static List<String> values(String head, String name) {
        var values = new ArrayList<String>();
        for (var at = find(head, name, 0); at >= 0; at = find(head, name, at)) {
            values.add(valueAt(head, name, at));
        }
        return values;
    }

    /** Where the name of the next such header begins; negative when there is none. */
    private static int find(String head, String name, int from) {
        for (var end = head.indexOf('\n', from); end >= 0; end = head.indexOf('\n', end + 1)) {
            var begin = end + 1;
            if (head.regionMatches(true, begin, name, 0, name.length())
                    && begin + name.length() < head.length()
                    && head.charAt(begin + name.length()) == ':') {
                return begin;
            }
        }
        return -1;
    }

    private static String valueAt(String head, String name, int at) {
        var end = head.indexOf('\r', at);
        return head.substring(at + name.length() + 1, end < 0 ? head.length() : end)
                .strip();
    }
}
