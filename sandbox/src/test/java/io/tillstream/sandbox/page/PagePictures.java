package io.tillstream.sandbox.page;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Takes screenshots of a running page: {@code PagePictures URL FOLDER}. */
final class PagePictures {
    private PagePictures() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[1]));
        Path program = Chromium.installed().orElseThrow();
        try (Chromium chromium =
                Chromium.start(program, Files.createTempDirectory("page-pictures"))) {
            for (String scheme : List.of("light", "dark")) {
                for (int width : new int[] {390, 820, 1440, 2560}) {
                    int height = width == 390 ? 844 : width == 2560 ? 1440 : 900;
                    chromium.size(width, height, width == 390);
                    chromium.scheme(scheme);
                    chromium.open(args[0]);
                    Waiting.until(
                            "the page is live",
                            () ->
                                    chromium.evaluate(
                                                    "document.querySelectorAll('.products li').length > 3"
                                                            + " && document.querySelectorAll('.ticker li').length > 3"
                                                            + " && new Promise(r => setTimeout(() => r(true), 5000))")
                                            .asBoolean());
                    String name = "page-" + scheme + "-" + width;
                    chromium.screenshot(folder.resolve(name + ".png"), false);
                    chromium.screenshot(folder.resolve(name + "-whole.png"), true);
                    System.out.println(
                            name
                                    + " "
                                    + chromium.evaluate(
                                            "document.documentElement.scrollWidth + ' of ' + innerWidth + ', height ' + document.documentElement.scrollHeight"));
                }
            }
            chromium.complaints().forEach(System.out::println);
        }
    }
}
