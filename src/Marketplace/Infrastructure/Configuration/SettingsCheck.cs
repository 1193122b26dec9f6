using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web.Security;

namespace Marketplace.Infrastructure.Configuration;

/// <summary>
/// Numbers and switches are what they should be, before anything reads them, and no setting of ours is misspelt: a setting nobody reads would leave
/// the default in force unnoticed.
/// </summary>
internal sealed class SettingsCheck : IConfigurationCheck
{
    private static readonly Dictionary<string, Func<string, string?>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Site:Name"] = Text,
        ["Site:Operator"] = Text,
        ["Site:Address"] = Text,
        ["Site:Email"] = Text,
        ["Site:EuResponsiblePerson"] = Text,
        ["Site:Phone"] = Text,
        ["Site:Url"] = Text,
        [FirstAdministratorSetting.Name] = SignIn,
        ["Storage:DataFolder"] = Text,
        ["Database:Provider"] = Text,
        ["Database:ConnectionString"] = Text,
        ["Database:CommandTimeoutSeconds"] = Whole(1, 3600),
        ["Database:MaxBatchSize"] = Whole(1, 1000),
        ["Security:ColumnKey"] = Text,
        ["Security:OldColumnKeys"] = List,
        ["Security:PseudonymKey"] = Text,
        [BreachedPasswords.Setting] = Text,
        ["SignIn:WrongPerHour"] = Whole(10, 1000),
        ["Smtp:Host"] = Text,
        ["Smtp:Port"] = Whole(1, 65535),
        ["Smtp:User"] = Text,
        ["Smtp:Password"] = Text,
        ["Smtp:From"] = Text,
        ["Smtp:RequireTls"] = Switch,
        ["Payments:BankBin"] = Text,
        ["Payments:BankAccount"] = Text,
        ["Payments:BankHolder"] = Text,
        ["Payments:BankNotificationSecrets"] = List,
        ["Payments:Sandbox"] = Switch,
        ["Stripe:ApiKey"] = Text,
        ["Stripe:ApiBase"] = Text,
        ["Stripe:WebhookSecrets"] = List,
        ["Stripe:TimeoutSeconds"] = Whole(1, 80),
        ["Jobs:Run"] = Switch,
        ["Jobs:PollSeconds"] = Whole(1, 3600),
        ["Jobs:LeaseSeconds"] = Whole(30, 3600),
        ["Jobs:MaxAttempts"] = Whole(1, 100),
        [Proxies.Addresses] = List,
        [Proxies.Networks] = List,
        ["Seed:Reference"] = Switch,
        ["Seed:Demo"] = Switch,
        ["Seed:DemoOrders"] = Whole(0, 20_000),
    };

    public static IEnumerable<string> Names => Known.Keys;

    public IEnumerable<string> Problems(IConfiguration configuration, IHostEnvironment environment) =>
        from section in Known.Keys.Select(name => name[..name.IndexOf(':', StringComparison.Ordinal)]).Distinct()
        from setting in configuration.GetSection(section).GetChildren()
        let problem = !Known.TryGetValue(setting.Path, out var check) ? Unknown(section) : setting.Value is { Length: > 0 } value ? check(value) : null
        where problem is not null
        select $"{setting.Path} is {problem}";

    private static string? Text(string value) => null;

    /// <summary>What is written without a number is read by nobody. Without its value, which may be a secret.</summary>
    private static string? List(string value) => "a list; write its entries as :0, :1 and so on (__0, __1 in the environment).";

    private static string? SignIn(string value) => Login.Parse(value) is null ? $"'{value}'; it is the e-mail address or telephone number an account signs in with." : null;

    private static string? Switch(string value) => bool.TryParse(value, out _) ? null : $"'{value}'; it is true or false.";

    private static Func<string, string?> Whole(int least, int most) =>
        value => int.TryParse(value, out var number) && number >= least && number <= most ? null : $"'{value}'; it is a whole number from {least} to {most}.";

    /// <summary>Without its value, which may be a secret.</summary>
    private static string Unknown(string section) =>
        $"no setting; {section} has {string.Join(", ", Known.Keys.Where(name => name.StartsWith(section + ":", StringComparison.Ordinal)).Select(name => name[(section.Length + 1)..]))}.";
}
