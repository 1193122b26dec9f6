using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.ReportProblem;

/// <summary>
/// Something is wrong with an order: it waits in the moderators' queue, and the makers and moderators are written to where they can be reached. Who only
/// follows the order may tell it too: a guest must not need a lost link to be heard.
/// </summary>
public sealed record ReportProblem(OrderAccess Access, string Text, IReadOnlyList<Stream> Photos) : ICommand<Result>
{
    public const int MostPhotos = 3;

    /// <summary>Of one order, however often something is reported.</summary>
    public const int MostPhotosKept = 12;
}

internal sealed class ReportProblemValidator : AbstractValidator<ReportProblem>
{
    public ReportProblemValidator()
    {
        RuleFor(command => command.Text).Must(text => text.Trim().Length >= 5).WithErrorCode("orders.problem-required");
        RuleFor(command => command.Text).Must(text => text.Length <= OrderProblem.Longest)
            .WithErrorCode("orders.problem-too-long").WithState(_ => new object[] { OrderProblem.Longest });
        RuleFor(command => command.Photos).Must(photos => photos.Count <= ReportProblem.MostPhotos)
            .WithErrorCode("orders.problem-too-many-photos").WithState(_ => new object[] { ReportProblem.MostPhotos });
    }
}

internal sealed class ReportProblemHandler(MarketplaceDb db, PrivatePhotos photos, SiteAddress site, Outbox outbox, TimeProvider clock) : IRequestHandler<ReportProblem, Result>
{
    private const int ModeratorsTold = 5;

    public async Task<Result> Handle(ReportProblem command, CancellationToken ct)
    {
        if (await db.Followed(command.Access, ct) is not { Id: var id, IsOwn: var isOwn })
        {
            return OrderRefusals.NotFound;
        }

        if (await Keep(id, command.Photos, ct) is { Succeeded: false } refused)
        {
            return refused;
        }

        var order = await db.Orders.SingleAsync(order => order.Id == id, ct);
        var now = clock.GetUtcNow();
        order.ReportProblem(now);
        db.OrderProblems.Add(new OrderProblem { OrderId = id, At = now, Text = command.Text.Trim(), IsByFollower = !isOwn });

        // Of an order that was never paid its makers know nothing, neither that it was nor by whom.
        List<string> makers = order.ConfirmedAt is null ? [] : await (
            from part in db.ProducerOrders
            join producer in db.Producers on part.ProducerId equals producer.Id
            where part.OrderId == id
            select producer.Email != "" ? producer.Email : producer.Phone).ToListAsync(ct);
        string[] caring = [Roles.Moderator.ToUpperInvariant(), Roles.Administrator.ToUpperInvariant()];
        var moderators = await (
            from user in db.Users
            join held in db.UserRoles on user.Id equals held.UserId
            join role in db.Roles on held.RoleId equals role.Id
            where caring.Contains(role.NormalizedName) && user.UserName != null
            orderby user.Id
            select user.UserName!).Take(ModeratorsTold).ToListAsync(ct);
        var once = $"problem:{id.Value:N}:{Guid.NewGuid():N}";
        var number = 0;
        foreach (var to in makers.Concat(moderators).Distinct())
        {
            outbox.Add(
                Outbox.Message,
                new PersonalMessage(
                    to, Texts.In(Languages.Default, "orders.message.problem-subject", order.Number),
                    Words(order, command, isOwn)),
                $"{once}:{++number}");
        }

        return Result.Ok;
    }

    /// <summary>All are kept or none, and before anything is said: makers are sent to photos that are there.</summary>
    private async Task<Result> Keep(OrderId order, IReadOnlyList<Stream> uploads, CancellationToken ct)
    {
        var before = photos.Of(order.Value);
        foreach (var upload in uploads)
        {
            // After a lost race the command runs again, on streams read to their end.
            upload.Position = 0;
            var kept = await photos.Keep(order.Value, upload, ct);

            // Counted afterwards: the same photo sent again is the same file.
            var isFull = photos.Of(order.Value).Count > ReportProblem.MostPhotosKept;
            if (!kept.Succeeded || isFull)
            {
                foreach (var photo in photos.Of(order.Value).Except(before))
                {
                    photos.Forget(order.Value, photo);
                }

                return isFull ? new Refusal("orders.problem-photos-full", "Photos", ReportProblem.MostPhotosKept) : Result.Refused(kept.Refusals);
            }
        }

        return Result.Ok;
    }

    private string Words(Order order, ReportProblem command, bool isOwn)
    {
        var words = Texts.In(
            Languages.Default, isOwn ? "orders.message.problem" : "orders.message.problem-by-follower",
            order.Number, order.Address.FullName, order.Address.Phone, command.Text.Trim());
        return command.Photos.Count == 0
            ? words
            : words + "\n" + Texts.In(Languages.Default, "orders.message.problem-photos", site.Of($"/problems/{order.Number}", Languages.Default));
    }
}
