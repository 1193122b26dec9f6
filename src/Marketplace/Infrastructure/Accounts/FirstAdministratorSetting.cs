using Marketplace.Infrastructure.Data;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>Whose account becomes the first administrator's.</summary>
internal static partial class FirstAdministratorSetting
{
    public const string Name = "Administration:FirstAdministrator";

    /// <summary>Production without an administrator sells, but nobody can give anyone a role: each start says so until there is one.</summary>
    public static async Task WarnWithoutAdministratorAsync(this WebApplication app)
    {
        if (!app.Environment.IsProduction())
        {
            return;
        }

        await using var scope = app.Services.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<MarketplaceDb>().HasAdministrator(CancellationToken.None))
        {
            LogNobody(app.Logger, Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Nobody is an administrator yet. Whoever signs in to the account named by {Setting} becomes one.")]
    private static partial void LogNobody(ILogger log, string setting);
}
