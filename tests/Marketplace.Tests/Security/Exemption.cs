namespace Marketplace.Tests.Security;

/// <summary>Where a route need not do as all others do.</summary>
internal enum Rule
{
    /// <summary>The form as filled in here is accepted.</summary>
    AcceptsWhatIsRight,

    /// <summary>What cannot be read, or is longer than anybody writes, is refused.</summary>
    ReadsTheField,

    /// <summary>What is accepted leads on to another page.</summary>
    LeadsOn,

    /// <summary>A refusal is a page.</summary>
    RefusesWithAPage,

    /// <summary>A refusal leaves everything as it was.</summary>
    ChangesNothing,

    /// <summary>Of what is accepted, nothing is kept that was cut to a length or that no text has.</summary>
    KeepsNothingOdd,

    /// <summary>What was typed is still in its field.</summary>
    KeepsWhatWasTyped,
}

/// <param name="About">A field, a table; empty when it is the whole route.</param>
internal sealed record Exemption(Rule Rule, string Route, string About, string Reason)
{
    private const string WrongGuesses = "WrongGuesses";
    private const string AuditEvents = "AuditEvents";

    public static IReadOnlyList<Exemption> All { get; } =
    [
        .. Of(Rule.AcceptsWhatIsRight, "it needs a photo or a recording, which tests of its own send",
            ("POST /studio/{producer}/listings/{id:guid}/photos", [""]), ("POST /studio/{producer}/profile/portrait", [""]), ("POST /studio/{producer}/profile/voice", [""])),
        .. Of(Rule.AcceptsWhatIsRight, "it shows what a refusal looks like", ("POST /styleguide", [""])),

        .. Of(Rule.LeadsOn, "it answers with the file", ("POST /account/data", [""])),
        .. Of(Rule.LeadsOn, "the page itself says that it is called off", ("POST /stock-alerts/{id:guid}/removal", [""])),
        .. Of(Rule.LeadsOn, "the page itself shows the recovery codes, once", ("POST /account/second-step", [""]), ("POST /account/second-step/recovery-codes", [""])),

        .. Of(Rule.RefusesWithAPage, "its script reads the answer", ("POST /studio/{producer}/listings/{id:guid}/photos/uploads", [""])),

        .. Of(Rule.ChangesNothing, "a wrong password is counted",
            ("POST /account/closing", [WrongGuesses]), ("POST /account/data", [WrongGuesses]), ("POST /account/login", [WrongGuesses]), ("POST /account/password", [WrongGuesses]),
            ("POST /account/second-step", [WrongGuesses]), ("POST /account/second-step/recovery-codes", [WrongGuesses]), ("POST /account/second-step/removal", [WrongGuesses]),
            ("POST /account/sign-in", [WrongGuesses]), ("POST /account/sign-in/code", [WrongGuesses]), ("POST /administration/users/{id:guid}/second-step/removal", [WrongGuesses]),
            ("POST /studio/{producer}/members/{id:guid}/end", [WrongGuesses]), ("POST /studio/{producer}/settings/bank", [WrongGuesses])),
        .. Of(Rule.ChangesNothing, "the page shows an account, and who looks at one is written down",
            ("POST /finance/payouts/{id:guid}/payment", [AuditEvents]), ("POST /finance/payouts/{id:guid}/return", [AuditEvents]), ("POST /finance/refunds/{id:guid}/transfer", [AuditEvents])),

        .. Of(Rule.KeepsNothingOdd, "what a bank tells is kept whole as it came, and cut where it is read", ("POST /dev/bank", ["InboxMessages", "BankReceipts"])),

        .. Of(Rule.ReadsTheField, "where to go afterwards: what is no page of ours is left aside",
            ("POST /account/forgotten", ["ReturnUrl"]), ("POST /account/password/new", ["ReturnUrl"]), ("POST /account/sign-in", ["ReturnUrl"]), ("POST /account/sign-in/code", ["ReturnUrl"]), ("POST /account/sign-up", ["ReturnUrl"]),
            ("POST /theme", ["back"]), ("POST /studio/{producer}/reviews/{id:long}/reply", ["Page"])),
        .. Of(Rule.ReadsTheField, "which button was pressed: another than those it knows is the usual one",
            ("POST /sell/apply", ["Step"]), ("POST /studio/{producer}/application", ["Step"]), ("POST /studio/{producer}/listings/{id:guid}/details", ["Step"]),
            ("POST /studio/{producer}/crafts/{craft}", ["Change"])),
        .. Of(Rule.ReadsTheField, "a password that this change does not ask for",
            ("POST /studio/{producer}/application", ["ContactPassword"]), ("POST /studio/{producer}/settings", ["ContactPassword"]), ("POST /studio/{producer}/members", ["Password"])),
        .. Of(Rule.ReadsTheField, "another answer on the same form makes it idle",
            ("POST /administration/users/{id:guid}", ["Form.Scope", "Form.Province", "Form.Commune"]), ("POST /cart/lines", ["Product"]), ("POST /checkout/{id:guid}/address", ["TypedPlace"]),
            ("POST /finance/receipts/{id:guid}/return", ["Form.OrderNumber"]), ("POST /studio/{producer}/listings/{id:guid}/details", ["ProvinceId"]),
            ("POST /studio/{producer}/listings/{id:guid}/price", ["Variants[0].SeenStock"]), ("POST /studio/{producer}/settings/consents", ["EthnicGroup"])),
        .. Of(Rule.ReadsTheField, "of several ticked, those that are numbers; one that names nothing is refused", ("POST /studio/{producer}/listings/{id:guid}/details", ["TechniqueIds"])),
        .. Of(Rule.ReadsTheField, "what the page showed: it is compared where the form would change anything",
            ("POST /administration/users/{id:guid}", ["Form.Shown"]), ("POST /studio/{producer}/listings/{id:guid}/details", ["Seen"]),
            ("POST /studio/{producer}/listings/{id:guid}/price", ["Seen"])),
        .. Of(Rule.ReadsTheField, "a bank tells as much as it likes", ("POST /dev/bank", ["Form.Memo"])),
    ];

    private static IEnumerable<Exemption> Of(Rule rule, string reason, params (string Route, string[] About)[] routes) =>
        routes.SelectMany(route => route.About.Select(about => new Exemption(rule, route.Route, about, reason)));
}
