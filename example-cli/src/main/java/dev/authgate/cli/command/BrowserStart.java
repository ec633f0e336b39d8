package dev.authgate.cli.command;

import dev.authgate.cli.terminal.Browser;
import dev.authgate.sdk.DevicePrompt;
import java.io.IOException;
import java.util.List;

/**
 * Opens the page in a browser, where there is one. Nothing depends on it: the page is shown in any case.
 *
 * @param around what is there
 * @param verbose whether to say why there is none
 */
record BrowserStart(Surroundings around, boolean verbose) {
    void open(DevicePrompt prompt) throws InterruptedException {
        var page = prompt.complete().orElse(prompt.verificationUri());
        var browser = Browser.isSafe(page) ? around.machine().browser() : new Browser.None("the address is not safe");
        if (browser instanceof Browser.Found found) {
            start(found.opening(page));
        } else if (verbose) {
            around.output().note("No browser is opened: " + browser.finding() + ".");
        }
    }

    private void start(List<String> command) throws InterruptedException {
        try {
            if (around.machine().start(command)) {
                return;
            }
        } catch (IOException e) {
            // The same for the person as a program that fails: told below.
        }
        around.output().note(command.get(0) + " could not open the page: open it yourself.");
    }
}
