package macjoule.calibration.report.html;

import static macjoule.calibration.report.html.Markup.escape;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import macjoule.calibration.report.Body;
import macjoule.calibration.report.Chart;
import macjoule.calibration.report.Fact;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.ReportDocument;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Text;
import macjoule.calibration.report.Unavailable;

/**
 * A report as one HTML file. Words are in the page itself; charts and tables are drawn from the data it carries. Nothing is
 * loaded, which the page's own security policy makes sure of.
 */
public final class HtmlReport {
    /** Each builds on those before it. */
    private static final List<String> SCRIPTS = List.of("layout.js", "parts.js", "bars.js", "options.js", "report.js");

    private HtmlReport() {}

    public static String of(ReportDocument document) {
        return Resource.filled(
                "report.html",
                Map.of(
                        "title", escape(document.title()),
                        "style", Resource.text("report.css"),
                        "facts", each(document.facts(), HtmlReport::fact),
                        "contents", contents(document.sections()),
                        "sections", each(document.sections(), HtmlReport::section),
                        "data", PageData.element(ReportJson.compact(document)),
                        "echarts", Resource.echarts(),
                        "script", each(SCRIPTS, Resource::text)));
    }

    private static <T> String each(List<T> items, Function<T, String> markup) {
        return items.stream().map(markup).collect(Collectors.joining("\n"));
    }

    private static String fact(Fact fact) {
        String missing = fact.value() == null ? " class=\"missing\"" : "";
        return "<div><dt>%s</dt><dd%s>%s</dd></div>".formatted(escape(fact.name()), missing, escape(fact.text()));
    }

    /** The headings, with the origin above each run of sections that share it. */
    private static String contents(List<Section> sections) {
        StringBuilder list = new StringBuilder();
        Origin last = null;
        for (Section section : sections) {
            if (section.origin() != last) {
                last = section.origin();
                list.append("<li class=\"group %1$s\">%1$s</li>\n".formatted(last.id()));
            }
            list.append("<li><a href=\"#%s\">%s</a></li>\n".formatted(section.id(), escape(section.heading())));
        }
        return list.toString();
    }

    private static String section(Section section) {
        return """
                <section id="%s">
                <h2>%s %s</h2>
                <p class="explanation">%s</p>
                %s%s
                </section>
                """.formatted(
                        section.id(),
                        escape(section.heading()),
                        badge(section),
                        escape(section.explanation()),
                        body(section.body()),
                        notes(section));
    }

    private static String badge(Section section) {
        return "<span class=\"badge %s\" title=\"%s\">%s</span>"
                .formatted(
                        section.origin().id(),
                        escape(section.origin().meaning()),
                        section.origin().id());
    }

    private static String body(Body body) {
        if (body instanceof Text text) {
            return each(text.paragraphs(), paragraph -> "<p>" + escape(paragraph) + "</p>");
        }
        if (body instanceof Unavailable unavailable) {
            return "<p class=\"missing\">" + escape(unavailable.text()) + "</p>";
        }
        return body instanceof Chart ? "<figure class=\"chart\"></figure>" : "<div class=\"table\"></div>";
    }

    private static String notes(Section section) {
        return section.notes().isEmpty()
                ? ""
                : "\n<ul class=\"notes\">" + each(section.notes(), note -> "<li>" + escape(note) + "</li>") + "</ul>";
    }
}
