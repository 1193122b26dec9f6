using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Products.SendStockAlerts;

/// <summary>Writes to everyone whose product is there again, once, and forgets their addresses. Looks at the stock itself, whoever filled it.</summary>
public sealed record SendStockAlerts : ICommand<Result>, ITransactional;

internal sealed class SendStockAlertsHandler(MarketplaceDb db, Outbox outbox, SiteAddress site) : IRequestHandler<SendStockAlerts, Result>
{
    private const int AtOnce = 200;

    public async Task<Result> Handle(SendStockAlerts command, CancellationToken ct)
    {
        var due = await (
            from product in db.Products.ForSale(db.Producers)
            join alert in db.StockAlerts on product.Id equals alert.ProductId
            where db.Variants.Any(variant => variant.ProductId == product.Id && db.StockLevels.Any(stock => stock.VariantId == variant.Id && stock.Available > 0))
            orderby alert.AskedAt, alert.Id
            select new { Alert = alert, product.Slug, product.NameVi, product.NameEn }).Take(AtOnce).ToListAsync(ct);
        foreach (var row in due)
        {
            var language = row.Alert.Language;
            var name = language == Languages.Default || row.NameEn.Length == 0 ? row.NameVi : row.NameEn;
            outbox.Add(
                Outbox.Message,
                new PersonalMessage(
                    row.Alert.Contact, Texts.In(language, "products.alert-subject", name), Texts.In(language, "products.alert-text", name, site.Of($"/p/{row.Slug}", language))),
                $"stock-alert:{row.Alert.Id.Value:N}");
            db.StockAlerts.Remove(row.Alert);
        }

        return Result.Ok;
    }
}

internal sealed class SendStockAlertsRegularly : IRecurringJob
{
    public string Name => "products.stock-alerts";

    public TimeSpan Every => TimeSpan.FromMinutes(2);

    public IBaseRequest CreateCommand() => new SendStockAlerts();
}
