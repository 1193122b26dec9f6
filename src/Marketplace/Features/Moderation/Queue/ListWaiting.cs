using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Reviews;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Queue;

/// <summary>Everything that waits for a moderator, longest wait first, and what this moderator may still take back.</summary>
/// <param name="Moderator">Who looks.</param>
/// <param name="Kind">Only what waits of this kind; all of it when there is no such kind.</param>
public sealed record ListWaiting(UserId Moderator, string? Kind = null) : IQuery<QueueModel>;

/// <param name="Waiting">The longest wait first.</param>
/// <param name="Kinds">Those of which something waits, with how much.</param>
/// <param name="Kind">The one that is shown alone.</param>
/// <param name="Recent">One's own decisions that can be taken back.</param>
public sealed record QueueModel(IReadOnlyList<WaitingRow> Waiting, IReadOnlyList<(string Kind, int Count)> Kinds, string? Kind, IReadOnlyList<RecentRow> Recent)
{
    /// <summary>The rest comes up as these are seen to.</summary>
    public bool IsCut { get; init; }
}

/// <summary>One's own decision that can still be taken back.</summary>
public sealed record RecentRow(string Path, string Title, string Decision, DateTimeOffset Until);

/// <param name="Kind">problems, producers, products, edits, stories, certificates, reviews or crafts.</param>
/// <param name="Path">Below the language prefix.</param>
public sealed record WaitingRow(string Kind, string Path, string Title, string Producer, DateTimeOffset Since, int Hours);

internal sealed class ListWaitingHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ListWaiting, QueueModel>
{
    public const int Most = 100;

    public async Task<QueueModel> Handle(ListWaiting query, CancellationToken ct)
    {
        var producers = await db.Producers.AsNoTracking()
            .Where(producer => producer.Status == ProducerStatus.Applied)
            .OrderBy(producer => producer.AppliedAt).Take(Most + 1)
            .Select(producer => new { producer.Id, producer.NameVi, producer.AppliedAt })
            .ToListAsync(ct);
        var products = await db.Products.AsNoTracking()
            .Where(product => product.Status == ProductStatus.Submitted)
            .OrderBy(product => product.SubmittedAt).Take(Most + 1)
            .Join(db.Producers, product => product.ProducerId, producer => producer.Id, (product, producer) => new { product.Id, product.NameVi, Producer = producer.NameVi, product.SubmittedAt })
            .ToListAsync(ct);
        var edits = await db.ProductEdits.AsNoTracking()
            .Where(edit => edit.SeenAt == null && db.Products.Approved().Any(product => product.Id == edit.ProductId))
            .GroupBy(edit => edit.ProductId)
            .Select(group => new { ProductId = group.Key, Since = group.Min(edit => edit.At) })
            .OrderBy(group => group.Since).Take(Most + 1)
            .Join(db.Products, group => group.ProductId, product => product.Id, (group, product) => new { product.Id, product.NameVi, product.ProducerId, group.Since })
            .Join(db.Producers, row => row.ProducerId, producer => producer.Id, (row, producer) => new { row.Id, row.NameVi, Producer = producer.NameVi, row.Since })
            .ToListAsync(ct);
        var stories = await db.ProducerEdits.AsNoTracking()
            .Where(edit => edit.SeenAt == null && db.Producers.Any(producer => producer.Id == edit.ProducerId && (producer.Status == ProducerStatus.Verified || producer.Status == ProducerStatus.Suspended)))
            .GroupBy(edit => edit.ProducerId)
            .Select(group => new { ProducerId = group.Key, Since = group.Min(edit => edit.At) })
            .OrderBy(group => group.Since).Take(Most + 1)
            .Join(db.Producers, group => group.ProducerId, producer => producer.Id, (group, producer) => new { producer.Id, producer.NameVi, group.Since })
            .ToListAsync(ct);
        var certificates = await db.Certificates.AsNoTracking()
            .Where(certificate => certificate.VerifiedAt == null && certificate.ProductId != null)
            .Join(db.Products.Approved(), certificate => certificate.ProductId, product => product.Id, (certificate, product) => new { product.Id, product.NameVi, product.ProducerId, Certificate = certificate.Id, certificate.Number })
            .Join(db.Producers, row => row.ProducerId, producer => producer.Id, (row, producer) => new { row.Id, row.NameVi, Producer = producer.NameVi, row.Certificate, row.Number })
            .OrderBy(row => row.Certificate).Take(Most + 1)
            .ToListAsync(ct);

        var problems = await db.OrderProblems.AsNoTracking()
            .Where(problem => problem.ClosedAt == null)
            .GroupBy(problem => problem.OrderId)
            .Select(group => new { OrderId = group.Key, Since = group.Min(problem => problem.At) })
            .OrderBy(group => group.Since).Take(Most + 1)
            .Join(db.Orders, group => group.OrderId, order => order.Id, (group, order) => new
            {
                order.Number,
                Producer = db.ProducerOrders.Where(part => part.OrderId == order.Id && db.OrderProblems.Any(problem =>
                        problem.OrderId == order.Id && problem.ClosedAt == null && (problem.PartId == null || problem.PartId == part.Id))).Join(db.Producers, part => part.ProducerId, producer => producer.Id, (part, producer) => producer.NameVi).Min(),
                group.Since,
            })
            .ToListAsync(ct);

        var reviews = await db.Reviews.AsNoTracking()
            .Where(review => review.State == ReviewState.Waiting)
            .OrderBy(review => review.WrittenAt).Take(Most + 1)
            .Join(db.Products, review => review.ProductId, product => product.Id, (review, product) => new { review.Id, product.NameVi, product.ProducerId, review.WrittenAt })
            .Join(db.Producers, row => row.ProducerId, producer => producer.Id, (row, producer) => new { row.Id, row.NameVi, Producer = producer.NameVi, row.WrittenAt })
            .ToListAsync(ct);

        var crafts = await db.CraftStories.AsNoTracking()
            .Where(story => story.State == CraftStoryState.Waiting)
            .OrderBy(story => story.SentAt).Take(Most + 1)
            .Join(db.Techniques, story => story.TechniqueId, craft => craft.Id, (story, craft) => new { story.Id, craft.NameVi, story.ProducerId, story.SentAt })
            .Join(db.Producers, row => row.ProducerId, producer => producer.Id, (row, producer) => new { row.Id, row.NameVi, Producer = producer.NameVi, row.SentAt })
            .ToListAsync(ct);

        List<WaitingRow> all =
        [
            .. problems.Select(row => Row("problems", $"problems/{row.Number}", row.Number, row.Producer ?? "", row.Since)),
            .. producers.Select(row => Row("producers", $"moderation/producers/{row.Id.Value}", row.NameVi, row.NameVi, row.AppliedAt)),
            .. products.Select(row => Row("products", $"moderation/products/{row.Id.Value}", row.NameVi, row.Producer, row.SubmittedAt!.Value)),
            .. edits.Select(row => Row("edits", $"moderation/products/{row.Id.Value}", row.NameVi, row.Producer, row.Since)),
            .. stories.Select(row => Row("stories", $"moderation/producers/{row.Id.Value}", row.NameVi, row.NameVi, row.Since)),
            .. certificates.Select(row => Row("certificates", $"moderation/products/{row.Id.Value}", $"{row.NameVi} · {row.Number}", row.Producer, row.Certificate.ClaimedAt)),
            .. reviews.Select(row => Row("reviews", $"moderation/reviews/{row.Id}", row.NameVi, row.Producer, row.WrittenAt)),
            .. crafts.Select(row => Row("crafts", $"moderation/crafts/{row.Id}", row.NameVi, row.Producer, row.SentAt!.Value)),
        ];
        var kinds = all.CountBy(row => row.Kind).Select(kind => (kind.Key, kind.Value)).ToList();
        var kind = kinds.Exists(one => one.Key == query.Kind) ? query.Kind : null;
        var shown = all.Where(row => kind is null || row.Kind == kind).OrderBy(row => row.Since).ToList();
        return new QueueModel([.. shown.Take(Most)], kinds, kind, await Recent(query.Moderator, ct)) { IsCut = shown.Count > Most };
    }

    private async Task<List<RecentRow>> Recent(UserId moderator, CancellationToken ct)
    {
        var since = clock.GetUtcNow() - ModeratorDecision.CanBeUndoneFor;
        var products = await db.ReviewDecisions.AsNoTracking()
            .Where(decision => decision.ModeratorId == moderator && decision.At > since && decision.UndoneAt == null
                && (decision.Decision != ProductStatus.ChangesRequested || !db.ProductEdits.Any(edit => edit.ProductId == decision.ProductId && edit.At > decision.At)))
            .Join(db.Products, decision => decision.ProductId, product => product.Id, (decision, product) => new { product.Id, product.NameVi, product.Status, decision.Decision, decision.At })
            .Where(row => row.Status == row.Decision)
            .OrderByDescending(row => row.At).Take(Most).ToListAsync(ct);
        var producers = await db.ProducerDecisions.AsNoTracking()
            .Where(decision => decision.ModeratorId == moderator && decision.At > since && decision.UndoneAt == null
                && (decision.Decision != ProducerStatus.ChangesRequested || !db.ProducerEdits.Any(edit => edit.ProducerId == decision.ProducerId && edit.At > decision.At)))
            .Join(db.Producers, decision => decision.ProducerId, producer => producer.Id, (decision, producer) => new { producer.Id, producer.NameVi, producer.Status, decision.Decision, decision.At })
            .Where(row => row.Status == row.Decision)
            .OrderByDescending(row => row.At).Take(Most).ToListAsync(ct);
        var reviews = await db.Reviews.AsNoTracking()
            .Where(review => review.DecidedBy == moderator && review.DecidedAt > since)
            .Join(db.Products, review => review.ProductId, product => product.Id, (review, product) => new { review.Id, product.NameVi, review.State, At = review.DecidedAt!.Value })
            .OrderByDescending(row => row.At).Take(Most).ToListAsync(ct);

        var crafts = await db.CraftStories.AsNoTracking()
            .Where(story => story.DecidedBy == moderator && story.DecidedAt > since)
            .Join(db.Techniques, story => story.TechniqueId, craft => craft.Id, (story, craft) => new { story.Id, craft.NameVi, story.State, At = story.DecidedAt!.Value })
            .OrderByDescending(row => row.At).Take(Most).ToListAsync(ct);

        return
        [
            .. products.Select(row => new RecentRow($"products/{row.Id.Value}", row.NameVi, Texts.Get("moderation.product-status." + row.Decision), row.At + ModeratorDecision.CanBeUndoneFor))
                .Concat(producers.Select(row => new RecentRow($"producers/{row.Id.Value}", row.NameVi, Texts.Get("moderation.producer-status." + row.Decision), row.At + ModeratorDecision.CanBeUndoneFor)))
                .Concat(reviews.Select(row => new RecentRow($"reviews/{row.Id}", row.NameVi, Texts.Get("moderation.review-state." + row.State), row.At + ModeratorDecision.CanBeUndoneFor)))
                .Concat(crafts.Select(row => new RecentRow($"crafts/{row.Id}", row.NameVi, Texts.Get("moderation.craft-state." + row.State), row.At + ModeratorDecision.CanBeUndoneFor)))
                .DistinctBy(row => row.Path).OrderByDescending(row => row.Until),
        ];
    }

    private WaitingRow Row(string kind, string path, string title, string producer, DateTimeOffset since) =>
        new(kind, path, title, producer, since, (int)(clock.GetUtcNow() - since).TotalHours);
}
