package dev.authgate.server.page;

/** What one page says; {@link Pages} turns it into HTML. A page decides nothing and knows no request. */
public sealed interface Page
        permits LoginPage,
                DevicePage,
                ConfirmPage,
                SuccessPage,
                DeniedPage,
                ErrorPage,
                LimitedPage,
                SignedOutPage,
                LogoutPage,
                PasswordPage,
                PasswordChangedPage,
                SessionsPage,
                RevokeAllPage,
                NotMePage {

    /** The name of the template that draws this page. */
    String template();
}
