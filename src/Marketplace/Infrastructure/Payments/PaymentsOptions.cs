namespace Marketplace.Infrastructure.Payments;

/// <summary><c>Payments:…</c>: our bank account, who may notify us of transfers, and whether cards are played in a sandbox.</summary>
public sealed class PaymentsOptions
{
    public const string Section = "Payments";

    /// <summary>NAPAS BIN of the bank that keeps the programme's account; empty switches transfers off.</summary>
    public string BankBin { get; set; } = "";

    public string BankAccount { get; set; } = "";

    /// <summary>As the bank prints it: capitals without marks.</summary>
    public string BankHolder { get; set; } = "";

    /// <summary>Any of these signs a bank notification; two while one replaces the other, which may have a last day (<see cref="DatedSecret"/>).</summary>
    public IList<string> BankNotificationSecrets { get; } = [];

    /// <summary>Unset: in Development without a Stripe key. Production refuses to start with it.</summary>
    public bool? Sandbox { get; set; }
}

/// <summary><c>Stripe:…</c>: the account of the programme's agent abroad. Without a key, cards are not offered.</summary>
public sealed class StripeOptions
{
    public const string Section = "Stripe";

    public string ApiKey { get; set; } = "";

    /// <summary>Another address for tests and mock servers.</summary>
    public string ApiBase { get; set; } = "";

    /// <summary>Signing secrets of the webhook endpoint, in the same way.</summary>
    public IList<string> WebhookSecrets { get; } = [];

    /// <summary>Per call.</summary>
    public int TimeoutSeconds { get; set; } = 20;

    public bool IsConfigured => ApiKey.Length > 0;

    public bool IsLive => ApiKey.Contains("_live_", StringComparison.Ordinal);
}
