using Marketplace.Domain.Catalog;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Queue;

/// <summary>Everything that waits for a moderator, longest wait first.</summary>
public sealed record ListWaiting : IQuery<QueueModel>;

public sealed record QueueModel(IReadOnlyList<WaitingRow> Producers, IReadOnlyList<WaitingRow> Products, IReadOnlyList<WaitingRow> Edits, IReadOnlyList<WaitingRow> Certificates);

public sealed record WaitingRow(string Path, string Title, string Producer, DateTimeOffset Since, int Hours);

internal sealed class ListWaitingHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ListWaiting, QueueModel>
{
    private const int Most = 100;

    public async Task<QueueModel> Handle(ListWaiting query, CancellationToken ct)
    {
        var producers = await db.Producers.AsNoTracking()
            .Where(producer => producer.Status == ProducerStatus.Applied)
            .OrderBy(producer => producer.AppliedAt).Take(Most)
            .Select(producer => new { producer.Id, producer.NameVi, producer.AppliedAt })
            .ToListAsync(ct);
        var products = await db.Products.AsNoTracking()
            .Where(product => product.Status == ProductStatus.Submitted)
            .OrderBy(product => product.SubmittedAt).Take(Most)
            .Join(db.Producers, product => product.ProducerId, producer => producer.Id, (product, producer) => new { product.Id, product.NameVi, Producer = producer.NameVi, product.SubmittedAt })
            .ToListAsync(ct);
        var edits = await db.ProductEdits.AsNoTracking()
            .Where(edit => edit.SeenAt == null && db.Products.Any(product => product.Id == edit.ProductId && (product.Status == ProductStatus.Published || product.Status == ProductStatus.Paused)))
            .GroupBy(edit => edit.ProductId)
            .Select(group => new { ProductId = group.Key, Since = group.Min(edit => edit.At) })
            .OrderBy(group => group.Since).Take(Most)
            .Join(db.Products, group => group.ProductId, product => product.Id, (group, product) => new { product.Id, product.NameVi, product.ProducerId, group.Since })
            .Join(db.Producers, row => row.ProducerId, producer => producer.Id, (row, producer) => new { row.Id, row.NameVi, Producer = producer.NameVi, row.Since })
            .ToListAsync(ct);
        var certificates = await db.Certificates.AsNoTracking()
            .Where(certificate => certificate.VerifiedAt == null && certificate.ProductId != null)
            .Join(db.Products, certificate => certificate.ProductId, product => product.Id, (certificate, product) => new { product.Id, product.NameVi, product.ProducerId, product.Status, product.CreatedAt, certificate.Number })
            .Where(row => row.Status == ProductStatus.Published || row.Status == ProductStatus.Paused)
            .Join(db.Producers, row => row.ProducerId, producer => producer.Id, (row, producer) => new { row.Id, row.NameVi, Producer = producer.NameVi, row.CreatedAt, row.Number })
            .OrderBy(row => row.CreatedAt).Take(Most)
            .ToListAsync(ct);

        return new QueueModel(
            [.. producers.Select(row => Row($"producers/{row.Id.Value}", row.NameVi, row.NameVi, row.AppliedAt))],
            [.. products.Select(row => Row($"products/{row.Id.Value}", row.NameVi, row.Producer, row.SubmittedAt!.Value))],
            [.. edits.OrderBy(row => row.Since).Select(row => Row($"products/{row.Id.Value}", row.NameVi, row.Producer, row.Since))],
            [.. certificates.Select(row => Row($"products/{row.Id.Value}", $"{row.NameVi} · {row.Number}", row.Producer, row.CreatedAt))]);
    }

    private WaitingRow Row(string path, string title, string producer, DateTimeOffset since) =>
        new(path, title, producer, since, (int)(clock.GetUtcNow() - since).TotalHours);
}
