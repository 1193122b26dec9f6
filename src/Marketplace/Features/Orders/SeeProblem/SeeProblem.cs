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
/// The photos a buyer sent of an order, for those who have to put it right: who acts for a producer of the order, and officers.
/// To everyone else there are none.
/// </summary>
public sealed record SeeProblem(string Number, UserId User, bool IsOfficer) : IQuery<IReadOnlyList<Guid>>;

/// <summary>One of them, as a file.</summary>
public sealed record FindProblemPhoto(string Number, UserId User, bool IsOfficer, Guid Photo) : IQuery<string?>;

internal sealed class SeeProblemHandler(MarketplaceDb db, ActingProducer acting, PrivatePhotos photos)
    : IRequestHandler<SeeProblem, IReadOnlyList<Guid>>, IRequestHandler<FindProblemPhoto, string?>
{
    public async Task<IReadOnlyList<Guid>> Handle(SeeProblem request, CancellationToken cancellationToken) =>
        await Seen(request.Number, request.User, request.IsOfficer, cancellationToken) is { } id ? photos.Of(id.Value) : [];

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
                select new { order.Id, producer.Slug }).ToListAsync(ct)
            : [];
        foreach (var part in parts)
        {
            if (isOfficer || await acting.Find(user, part.Slug, MandateScope.Orders, ct) is not null)
            {
                return part.Id;
            }
        }

        return null;
    }
}
