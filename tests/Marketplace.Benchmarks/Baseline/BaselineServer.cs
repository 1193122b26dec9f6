using System.Globalization;
using System.Text;
using Marketplace.Infrastructure.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Marketplace.Benchmarks.Baseline;

/// <summary>
/// What the machine can do at best, for ratios in the same run: a page of the given size straight from memory (<c>/static</c>), and the least
/// one can write with Razor and EF Core that lists twenty-four products with their makers (<c>/minimal</c>).
/// </summary>
internal static class BaselineServer
{
    public static async Task Run(string address, string folder, int bytes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.Services.AddDbContextPool<BaselineDb>(options => options.UseSqlite($"Data Source={Path.Combine(folder, "market.db")}"));
        builder.Services.AddControllersWithViews().ConfigureApplicationPartManager(OnlyThisAssembly);
        var app = builder.Build();
        var page = Encoding.UTF8.GetBytes($"<!doctype html><title>Static</title>{new string('x', Math.Max(0, bytes - 36))}");
        app.MapGet("/static", (HttpContext context) =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.ContentLength = page.Length;
            return context.Response.Body.WriteAsync(page).AsTask();
        });
        app.MapControllers();
        await app.RunAsync();
    }

    private static void OnlyThisAssembly(ApplicationPartManager parts)
    {
        var mine = typeof(BaselineServer).Assembly.GetName().Name;
        foreach (var other in parts.ApplicationParts.Where(part => part.Name != mine).ToList())
        {
            parts.ApplicationParts.Remove(other);
        }
    }
}

public sealed record BaselineRow(string Slug, string Name, long PriceDong, string Maker)
{
    public string Price => PriceDong.ToString("N0", CultureInfo.InvariantCulture);

    internal static IQueryable<BaselineRow> First(MarketplaceDb db) =>
        from product in db.Products.AsNoTracking()
        join producer in db.Producers on product.ProducerId equals producer.Id
        orderby product.Id
        select new BaselineRow(product.Slug, product.NameVi, product.PriceDong, producer.NameVi);
}

/// <summary>The same tables over EF Core's own connection, which keeps nothing.</summary>
public sealed class BaselineDb(DbContextOptions<BaselineDb> options) : MarketplaceDb(options);
