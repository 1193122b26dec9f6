using Marketplace.Infrastructure.Data;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>In Development, says where the shop is and how to sign in, once it answers.</summary>
internal static class StartupBanner
{
    public static void UseStartupBanner(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.Lifetime.ApplicationStarted.Register(() => Print(app));
        }
    }

    private static void Print(WebApplication app)
    {
        using var scope = app.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        Console.WriteLine(Text(addresses, db.Users.OfTheDemonstration().Any()));
    }

    internal static string Text(IEnumerable<string> addresses, bool hasDemoAccounts)
    {
        List<string> lines = ["", "  Chợ Phiên", .. addresses.Select(address => $"  → {address}")];
        if (hasDemoAccounts)
        {
            lines.AddRange(["", $"  Password of every demo account: {DemoAccounts.Password}"]);
            lines.AddRange(DemoAccounts.All.Select(account => $"    {account.Login,-32} {account.Role} {account.Level}".TrimEnd()));
            lines.Add("  Messages sent: /dev/messages");
        }

        return string.Join(Environment.NewLine, [.. lines, ""]);
    }
}
