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
/// hers to make, and officers. To everyone else there is nothing.
/// </summary>
public sealed record SeeProblem(string Number, UserId User, bool IsOfficer) : IQuery<SeenProblems?>;

/// <param name="Photos">Of all of them together.</param>
public sealed record SeenProblems(IReadOnlyList<SeenProblem> Problems, IReadOnlyList<Guid> Photos);

/// <param name="IsByFollower">Told by somebody who need not be the buyer.</param>
public sealed record SeenProblem(DateTimeOffset At, string Text, DateTimeOffset? ClosedAt, bool IsByFollower);

/// <summary>One of them, as a file.</summary>
public sealed record FindProblemPhoto(string Number, UserId User, bool IsOfficer, Guid Photo) : IQuery<string?>;

internal sealed class SeeProblemHandler(MarketplaceDb db, ActingProducer acting, PrivatePhotos photos)
    : IRequestHandler<SeeProblem, SeenProblems?>, IRequestHandler<FindProblemPhoto, string?>
{
    private const int MostShown = 50;

    public async Task<SeenProblems?> Handle(SeeProblem request, CancellationToken cancellationToken)
    {
        if (await Seen(request.Number, request.User, request.IsOfficer, cancellationToken) is not { } id)
        {
            return null;
        }

        var problems = await db.OrderProblems.AsNoTracking().Where(problem => problem.OrderId == id)
            .OrderByDescending(problem => problem.At).Take(MostShown)
            .Select(problem => new SeenProblem(problem.At, problem.Text, problem.ClosedAt, problem.IsByFollower)).ToListAsync(cancellationToken);
        var kept = photos.Of(id.Value);
        return problems.Count == 0 && kept.Count == 0 ? null : new SeenProblems(problems, kept);
    }

    public async Task<string?> Handle(FindProblemPhoto request, CancellationToken cancellationToken) =>
        await Seen(request.Number, request.User, request.IsOfficer, cancellationToken) is { } id ? photos.Find(id.Value, request.Photo) : null;

    private async Task<OrderId?> Seen(string number, UserId user, bool isOfficer, CancellationToken ct)
    {
        var parts = OrderCode.IsValid(number)
            ? await (
                from order in db.Orders.AsNoTracking()
                join part in db.ProducerOrders on order.Id equals part.OrderId
                join producer in db.Producers on part.ProducerId equals producer.Id
                where order.Number == number
                select new { order.Id, order.ConfirmedAt, producer.Slug }).ToListAsync(ct)
            : [];
        foreach (var part in parts)
        {
            if (isOfficer || (part.ConfirmedAt is not null && await acting.Find(user, part.Slug, MandateScope.Orders, ct) is not null))
            {
                return part.Id;
            }
        }

        return null;
    }
}
