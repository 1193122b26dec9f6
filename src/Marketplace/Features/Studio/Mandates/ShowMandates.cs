using System.Globalization;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Studio.Reviews;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Mandates;

/// <summary>Who may act for a shop, who could before, and what they did in its name.</summary>
public sealed record ShowMandates(ProducerId Producer, bool IsRepresentative) : IQuery<MandatesModel>;

public sealed record MandatesModel(string Slug, bool IsRepresentative, IReadOnlyList<MandateRow> InForce, IReadOnlyList<MandateRow> Ended, IReadOnlyList<ActRow> Acts)
{
    public IEnumerable<ChoiceItem> Scopes { get; } =
        [.. new[] { MandateScope.All, MandateScope.Listings, MandateScope.Orders }.Select(scope => new ChoiceItem(scope.ToString(), Texts.Get("studio.scope." + scope)))];

    public IEnumerable<ChoiceItem> Lengths { get; } =
        [.. Mandate.Lengths.Select(months => new ChoiceItem(Format.Number(months), Texts.Get("studio.months", months)))];
}

public sealed record MandateRow(Guid Id, string Helper, string Login, MandateScope Scope, DateTimeOffset Until, DateTimeOffset? RevokedAt)
{
    /// <summary>The last day it can be or could be used.</summary>
    public DateOnly LastDay => (RevokedAt ?? Until.AddTicks(-1)).VietnamDay();
}

/// <summary>What a helper did, and where to see it: a page of the studio, or nothing when it is gone.</summary>
public sealed record ActRow(DateTimeOffset At, string Helper, string Act, string Page, string NameVi, string NameEn);

internal sealed class ShowMandatesHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ShowMandates, MandatesModel>
{
    private const int MostEnded = 10;
    private const int MostActs = 30;

    public async Task<MandatesModel> Handle(ShowMandates query, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var slug = await db.Producers.Where(producer => producer.Id == query.Producer).Select(producer => producer.Slug).SingleAsync(ct);
        var mandates = db.Mandates.AsNoTracking().Where(mandate => mandate.ProducerId == query.Producer);
        var inForce = await mandates.InForce(now).OrderBy(mandate => mandate.Until).ToListAsync(ct);
        var ended = await mandates.Where(mandate => mandate.RevokedAt != null || mandate.Until <= now).OrderByDescending(mandate => mandate.From).Take(MostEnded).ToListAsync(ct);
        var acts = await ActsFor(query.Producer, ct);
        var helpers = await Helpers([.. inForce.Concat(ended).Select(mandate => mandate.HelperId), .. acts.Select(act => act.ActorId).OfType<UserId>()], ct);
        return new MandatesModel(
            slug, query.IsRepresentative, [.. inForce.Select(mandate => Row(mandate, helpers))],
            [.. ended.Select(mandate => Row(mandate, helpers)).OrderByDescending(row => row.LastDay)], await Rows(query.Producer, acts, helpers, ct));
    }

    private static MandateRow Row(Mandate mandate, Dictionary<Guid, Helper> helpers)
    {
        var helper = helpers.GetValueOrDefault(mandate.HelperId.Value, Helper.Gone);
        return new MandateRow(mandate.Id.Value, helper.Name, helper.Login, mandate.Scope, mandate.Until, mandate.RevokedAt);
    }

    private async Task<Dictionary<Guid, Helper>> Helpers(IEnumerable<UserId> users, CancellationToken ct)
    {
        var ids = users.Select(user => user.Value).Distinct().ToList();
        return await db.Users.Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => new Helper(user.DisplayName, ClosedLogins.Shown(user.UserName!)), ct);
    }

    private async Task<List<AuditEvent>> ActsFor(ProducerId producer, CancellationToken ct)
    {
        string[] shop = [AuditSubject.Of(producer), AuditSubject.Formerly(producer)];
        return await db.AuditEvents.AsNoTracking()
            .Where(entry => shop.Contains(entry.Subject) && entry.PrincipalId == producer)
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id)
            .Take(MostActs).ToListAsync(ct);
    }

    private async Task<IReadOnlyList<ActRow>> Rows(ProducerId producer, IReadOnlyList<AuditEvent> acts, Dictionary<Guid, Helper> helpers, CancellationToken ct)
    {
        var answered = acts.Where(IsAnswer).Select(act => long.Parse(act.Detail, CultureInfo.InvariantCulture)).ToList();
        var reviewed = answered is [] ? [] : await db.Reviews.AsNoTracking().Where(review => answered.Contains(review.Id) && review.ProducerId == producer)
            .ToDictionaryAsync(review => review.Id.ToString(CultureInfo.InvariantCulture), review => review.ProductId.Value, ct);
        var listings = acts.Select(act => Guid.TryParse(act.Detail, out var id) ? id : Guid.Empty).Concat(reviewed.Values).Distinct().Select(id => new ProductId(id)).ToList();
        var names = await db.Products.AsNoTracking().SoldBy(producer).Where(product => listings.Contains(product.Id))
            .Select(product => new { product.Id, product.NameVi, product.NameEn })
            .ToDictionaryAsync(product => product.Id.Value, ct);
        return [.. acts.Select(act =>
            IsAnswer(act) ? Goods(act, reviewed.GetValueOrDefault(act.Detail), "reviews")
            : Guid.TryParse(act.Detail, out var id) ? Goods(act, id, $"listings/{id}")
            : Act(act, $"orders/{act.Detail}", act.Detail, act.Detail))];

        ActRow Goods(AuditEvent act, Guid product, string page) =>
            names.TryGetValue(product, out var name) ? Act(act, page, name.NameVi, name.NameEn) : Act(act, "", "", "");

        ActRow Act(AuditEvent act, string page, string nameVi, string nameEn) =>
            new(act.At, helpers.GetValueOrDefault(act.ActorId?.Value ?? Guid.Empty, Helper.Gone).Name, act.Action[HelperActs.Prefix.Length..], page, nameVi, nameEn);
    }

    private static bool IsAnswer(AuditEvent act) => act.Action is HelperActs.Prefix + nameof(ReplyToReview) or HelperActs.Prefix + ReplyToReview.TakenBack;

    private sealed record Helper(string Name, string Login)
    {
        public static readonly Helper Gone = new("", "");
    }
}
