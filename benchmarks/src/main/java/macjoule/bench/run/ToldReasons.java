package macjoule.bench.run;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Shortens reasons for a failure that were told before: what keeps a GPU from working is told of each of its cases. */
final class ToldReasons {
    /** What stands before the reason itself: what failed, and the type of an exception. */
    private static final Pattern PREFIX = Pattern.compile("(the check failed: |failed: )((\\w+\\.)+[A-Z]\\w*: )?");

    private final Set<String> reasons = new HashSet<>();

    String shortened(String detail) {
        var prefix = PREFIX.matcher(detail);
        if (!prefix.lookingAt() || reasons.add(detail.substring(prefix.end()))) {
            return detail;
        }
        return prefix.group(1).replace(": ", ", for a reason told before");
    }
}
