using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.SeeProblem;

/// <summary>
/// What a buyer said is wrong with an order, and the photos of it, for those who have to put it right: who acts for a producer of the order once it is
/// hers to make, as far as it is about her parcel, and officers. To everyone else there is nothing.
/// </summary>
public sealed record SeeProblem(string Number, UserId User, bool IsOfficer) : IQuery<SeenProblems?>;

/// <param name="Photos">Of all of them together.</param>
public sealed record SeenProblems(IReadOnlyList<SeenProblem> Problems, IReadOnlyList<Guid> Photos);

/// <param name="IsByFollower">Told by somebody who need not be the buyer.</param>
public sealed record SeenProblem(DateTimeOffset At, string Text, DateTimeOffset? ClosedAt, bool IsByFollower)
{
    /// <summary>The number of the parcel it is about; nothing when it is about the whole order.</summary>
    public string? Part { get; init; }

    /// <summary>What its buyer was told when it was closed.</summary>
    public string Answer { get; init; } = "";
}

/// <summary>One of them, as a file.</summary>
public sealed record FindProblemPhoto(string Number, UserId User, bool IsOfficer, Guid Photo) : IQuery<string?>;

internal sealed class SeeProblemHandler(MarketplaceDb db, ActingProducer acting, PrivatePhotos photos)
    : IRequestHandler<SeeProblem, SeenProblems?>, IRequestHandler<FindProblemPhoto, string?>
{
    private const int MostShown = 50;

    public async Task<SeenProblems?> Handle(SeeProblem request, CancellationToken cancellationToken)
    {
        if (await Seen(request.Number, request.User, request.IsOfficer, cancellationToken) is not { } sight)
        {
            return null;
        }

        var problems = await Problems(sight)
            .OrderByDescending(problem => problem.At).Take(MostShown)
            .Select(problem => new SeenProblem(problem.At, problem.Text, problem.ClosedAt, problem.IsByFollower)
            {
                Part = db.ProducerOrders.Where(part => part.Id == problem.PartId).Select(part => part.Number).FirstOrDefault(),
                Answer = problem.Answer,
            }).ToListAsync(cancellationToken);
        var kept = await PhotosAreSeen(sight, cancellationToken) ? photos.Of(sight.Order.Value) : [];
        return problems.Count == 0 && kept.Count == 0 ? null : new SeenProblems(problems, kept);
    }

    public async Task<string?> Handle(FindProblemPhoto request, CancellationToken cancellationToken) =>
        await Seen(request.Number, request.User, request.IsOfficer, cancellationToken) is { } sight && await PhotosAreSeen(sight, cancellationToken)
            ? photos.Find(sight.Order.Value, request.Photo)
            : null;

    private IQueryable<OrderProblem> Problems(Sight sight)
    {
        var all = db.OrderProblems.AsNoTracking().Where(problem => problem.OrderId == sight.Order);
        return sight.Parts is { } own ? all.Where(problem => problem.PartId == null || own.Contains(problem.PartId.Value)) : all;
    }

    /// <summary>They are kept of an order and not of a problem: a maker sees them unless everything told is about parcels of others.</summary>
    private async Task<bool> PhotosAreSeen(Sight sight, CancellationToken ct) =>
        sight.Parts is null || await Problems(sight).AnyAsync(ct) || !await db.OrderProblems.AnyAsync(problem => problem.OrderId == sight.Order, ct);

    /// <param name="Parts">What the reader may see problems of; nothing when it is all.</param>
    private sealed record Sight(OrderId Order, List<ProducerOrderId>? Parts);

    private async Task<Sight?> Seen(string number, UserId user, bool isOfficer, CancellationToken ct)
    {
        var parts = OrderCode.IsValid(number)
            ? await (
                from order in db.Orders.AsNoTracking()
                join part in db.ProducerOrders on order.Id equals part.OrderId
                join producer in db.Producers on part.ProducerId equals producer.Id
                where order.Number == number
                select new { order.Id, Part = part.Id, order.ConfirmedAt, producer.Slug }).ToListAsync(ct)
            : [];
        if (isOfficer)
        {
            return parts.Count == 0 ? null : new Sight(parts[0].Id, null);
        }

        var own = new List<ProducerOrderId>();
        foreach (var part in parts)
        {
            if (part.ConfirmedAt is not null && await acting.Find(user, part.Slug, MandateScope.Orders, ct) is not null)
            {
                own.Add(part.Part);
            }
        }

        return own.Count == 0 ? null : new Sight(parts[0].Id, own);
    }
}
