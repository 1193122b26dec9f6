using FluentValidation;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Products.AskForStock;

/// <summary>Someone wants one message when a sold-out product is there again. Asked twice from one address, it is kept once and answered alike.</summary>
public sealed record AskForStock(string Slug, string Contact, bool Agrees, string Language) : ICommand<Result>, ITransactional;

internal sealed class AskForStockValidator : AbstractValidator<AskForStock>
{
    public AskForStockValidator()
    {
        RuleFor(command => command.Contact).Must(contact => Login.Parse(contact) is not null).WithErrorCode("products.alert-contact-invalid");
        RuleFor(command => command.Agrees).Equal(true).WithErrorCode("products.alert-consent-required");
    }
}

internal sealed class AskForStockHandler(MarketplaceDb db, Outbox outbox, IMessageSender sender, SiteAddress site, TimeProvider clock) : IRequestHandler<AskForStock, Result>
{
    /// <summary>Standing at once for one address, so that nobody fills another's.</summary>
    public const int MostStanding = 5;

    /// <summary>Key of the message that says it was noted.</summary>
    public static string NotedKey(StockAlertId alert) => $"stock-alert-noted:{alert.Value:N}";

    public async Task<Result> Handle(AskForStock command, CancellationToken ct)
    {
        var product = await db.Products.AsNoTracking().Listed(db.Producers)
            .Where(product => product.Slug == command.Slug)
            .Select(product => new
            {
                product.Id,
                product.NameVi,
                product.NameEn,
                IsInStock = product.Variants.Any(variant => db.StockLevels.Any(stock => stock.VariantId == variant.Id && stock.Available > 0)),
            })
            .SingleOrDefaultAsync(ct);
        if (product is null)
        {
            return ProductRefusals.NotFound;
        }

        if (product.IsInStock)
        {
            return new Refusal("products.alert-in-stock");
        }

        var contact = Login.Parse(command.Contact)!.Value.Value;
        if (!sender.CanReach(contact))
        {
            return new Refusal("accounts.phone-unreachable", nameof(command.Contact));
        }

        if (await db.StockAlerts.AnyAsync(alert => alert.ProductId == product.Id && alert.Contact == contact, ct))
        {
            return Result.Ok;
        }

        if (await db.StockAlerts.CountAsync(alert => alert.Contact == contact, ct) >= MostStanding)
        {
            return new Refusal("products.alert-too-many", nameof(command.Contact), MostStanding);
        }

        var alert = new StockAlert
        {
            Id = StockAlertId.New(),
            ProductId = product.Id,
            Contact = contact,
            Language = command.Language,
            TextVersion = StockAlert.CurrentText,
            AskedAt = clock.GetUtcNow(),
        };
        db.StockAlerts.Add(alert);
        var name = command.Language == Languages.Default || product.NameEn.Length == 0 ? product.NameVi : product.NameEn;
        outbox.Add(
            Outbox.Message,
            new PersonalMessage(
                contact, Texts.In(command.Language, "products.alert-noted-subject"),
                Texts.In(command.Language, "products.alert-noted-text", name, site.Of($"/stock-alerts/{alert.Id.Value:N}", command.Language))),
            NotedKey(alert.Id));
        return Result.Ok;
    }
}

/// <summary>The form's page; nothing for what is not on sale.</summary>
public sealed record ShowStockForm(string Slug) : IQuery<StockFormModel?>;

public sealed record StockFormModel(string Slug, string Name, string? NameLanguage, bool IsInStock);

internal sealed class ShowStockFormHandler(MarketplaceDb db) : IRequestHandler<ShowStockForm, StockFormModel?>
{
    public async Task<StockFormModel?> Handle(ShowStockForm query, CancellationToken ct)
    {
        var product = await db.Products.AsNoTracking().Listed(db.Producers)
            .Where(product => product.Slug == query.Slug)
            .Select(product => new
            {
                product.NameVi,
                product.NameEn,
                IsInStock = product.Variants.Any(variant => db.StockLevels.Any(stock => stock.VariantId == variant.Id && stock.Available > 0)),
            })
            .SingleOrDefaultAsync(ct);
        return product is null ? null : new StockFormModel(query.Slug, Languages.Pick(product.NameVi, product.NameEn), Languages.Foreign(product.NameEn), product.IsInStock);
    }
}
