package dev.authgate.browser;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.StreamSupport;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium with a profile of its own, that talks to nobody but the pages. */
final class Browser implements AutoCloseable {
    static final File DRIVER = new File("/usr/bin/chromedriver");

    private static final String PROGRAM = "/usr/bin/chromium";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final int USUAL_TEXT = 16;

    private final TemporaryFolder profile;
    private final ChromeDriver driver;

    private Browser(TemporaryFolder profile) {
        this.profile = profile;
        this.driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER)
                        .usingAnyFreePort()
                        .build(),
                options(profile));
    }

    static Browser start() {
        var profile = TemporaryFolder.create();
        try {
            return new Browser(profile);
        } catch (RuntimeException e) {
            profile.close();
            throw e;
        }
    }

    private static ChromeOptions options(TemporaryFolder profile) {
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(PROGRAM);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.setExperimentalOption(
                "prefs", Map.of("credentials_enable_service", false, "profile.password_manager_enabled", false));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-color-profile=srgb",
                "--lang=en-US",
                "--user-data-dir=" + profile.path());
        return options;
    }

    /** Signed out, with everything as it is on this screen by default. */
    void startAfresh(Screen screen, String address) {
        driver.get("about:blank");
        tell("Network.clearBrowserCookies", Map.of());
        tell("Network.enable", Map.of());
        tell("Network.setExtraHTTPHeaders", Map.of("headers", Map.of("X-Forwarded-For", address)));
        allowScripts(true);
        doubleText(false);
        show(screen, Theme.LIGHT);
        consoleLines();
    }

    /** Changes how the page that stands there is shown; nothing is loaded again. */
    void show(Screen screen, Theme theme) {
        tell("Emulation.setDeviceMetricsOverride", screen.metrics());
        tell("Emulation.setEmulatedMedia", theme.media());
    }

    void allowScripts(boolean allowed) {
        tell("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
    }

    /** What somebody does who sets text to 200 % in the browser's preferences. */
    void doubleText(boolean doubled) {
        var size = doubled ? 2 * USUAL_TEXT : USUAL_TEXT;
        tell("Page.setFontSizes", Map.of("fontSizes", Map.of("standard", size, "fixed", size)));
    }

    private Map<String, Object> tell(String command, Map<String, Object> words) {
        return driver.executeCdpCommand(command, words);
    }

    void open(String address) {
        driver.get(address);
    }

    void goBack() {
        driver.navigate().back();
    }

    /** What the program says about the page, such as what the page's own policy kept away. */
    List<String> consoleLines() {
        return StreamSupport.stream(driver.manage().logs().get(LogType.BROWSER).spliterator(), false)
                .map(line -> line.getLevel() + " " + line.getMessage())
                .toList();
    }

    String heading() {
        return find("h1").getText();
    }

    void awaitHeading(String words) {
        await("the heading \"" + words + "\"")
                .atMost(LONGEST_WAIT)
                .pollInSameThread()
                .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
                .ignoreExceptionsInstanceOf(NoSuchElementException.class)
                .until(this::heading, words::equals);
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    boolean has(String selector) {
        return !driver.findElements(By.cssSelector(selector)).isEmpty();
    }

    /** Everything that can be read. */
    String text() {
        return find("body").getText();
    }

    void type(String id, String text) {
        var field = driver.findElement(By.id(id));
        field.clear();
        field.sendKeys(text);
    }

    /** Presses the button, or follows the link, with these words. */
    void click(String words) {
        driver.findElement(By.xpath("//*[self::button or self::a][normalize-space()='" + words + "']"))
                .click();
    }

    void press(Keys... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void write(String text) {
        new Actions(driver).sendKeys(text).perform();
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    Object evaluate(String script, Object... values) {
        return driver.executeScript(script, values);
    }

    Object evaluateLater(String script) {
        driver.manage().timeouts().scriptTimeout(LONGEST_WAIT);
        return driver.executeAsyncScript(script);
    }

    /** The whole page, as long as it is. */
    byte[] picture(Screen screen) {
        var height = ((Number) evaluate("return Math.ceil(document.documentElement.getBoundingClientRect().height)"))
                .intValue();
        var clip = Map.<String, Object>of("x", 0, "y", 0, "width", screen.width(), "height", height, "scale", 1);
        var answer = tell("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip));
        return Base64.getDecoder().decode((String) answer.get("data"));
    }

    @Override
    public void close() {
        try {
            driver.quit();
        } finally {
            profile.close();
        }
    }
}
