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
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.ReportProblem;

/// <summary>
/// Something is wrong with an order: it waits in the moderators' queue, and the makers and moderators are written to where they can be reached. Who only
/// follows the order may tell it too: a guest must not need a lost link to be heard.
/// </summary>
/// <param name="Access">What the visitor has.</param>
/// <param name="Text">Their words.</param>
/// <param name="Photos">Whole files.</param>
/// <param name="Part">The parcel it is about: then the makers of others do not hear of it.</param>
public sealed record ReportProblem(OrderAccess Access, string Text, IReadOnlyList<Stream> Photos, ProducerOrderId? Part = null) : ICommand<Result>
{
    public const int MostPhotos = 3;

    /// <summary>Of one order, however often something is reported.</summary>
    public const int MostPhotosKept = 12;

    /// <summary>Of one order: code and telephone, which stand on every slip, must not fill the moderators' queue.</summary>
    public const int MostOpen = 5;

    /// <summary>The same of those who only follow it.</summary>
    public const int MostOpenOfFollowers = 2;

    /// <summary>Who only follows the order adds photos while it has fewer than these.</summary>
    public const int MostPhotosBesideFollowers = 4;

    /// <summary>What is told sooner than this after something else about the order waits in the queue with it, and nobody is written to again.</summary>
    public static readonly TimeSpan OneRoundPer = TimeSpan.FromHours(1);
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

internal sealed class ReportProblemHandler(MarketplaceDb db, PrivatePhotos photos, SiteAddress site, Outbox outbox, AfterSave afterSave, TimeProvider clock)
    : IRequestHandler<ReportProblem, Result>
{
    private const int ModeratorsTold = 5;

    public async Task<Result> Handle(ReportProblem command, CancellationToken ct)
    {
        if (await db.Followed(command.Access, ct) is not { Id: var id, IsOwn: var isOwn })
        {
            return OrderRefusals.NotFound;
        }

        // Read before its problems are counted: whoever tells one meanwhile changes the order as well, and one of the two begins anew.
        var order = await db.Orders.SingleAsync(order => order.Id == id, ct);
        var number = command.Part is { } about
            ? await db.ProducerOrders.Where(part => part.OrderId == id && part.Id == about).Select(part => part.Number).SingleOrDefaultAsync(ct)
            : order.Number;
        if (number is null)
        {
            return new Refusal("orders.problem-no-parcel", nameof(command.Part));
        }

        var now = clock.GetUtcNow();
        var lately = now - ReportProblem.OneRoundPer;
        var told = await db.OrderProblems.Where(problem => problem.OrderId == id && (problem.ClosedAt == null || problem.At > lately))
            .Select(problem => new { problem.At, problem.PartId, problem.IsByFollower, IsOpen = problem.ClosedAt == null }).ToListAsync(ct);
        // Counted apart: whoever has the slip in hand, a maker too, must not be able to keep the buyer from speaking.
        var (mostOpen, mostPhotos) = isOwn ? (ReportProblem.MostOpen, ReportProblem.MostPhotosKept) : (ReportProblem.MostOpenOfFollowers, ReportProblem.MostPhotosBesideFollowers);
        if (told.Count(problem => problem.IsOpen && problem.IsByFollower != isOwn) >= mostOpen)
        {
            return new Refusal("orders.problem-enough-open", nameof(command.Text), mostOpen);
        }

        if (await Keep(id, command.Photos, mostPhotos, ct) is { Succeeded: false } refused)
        {
            return refused;
        }

        order.ReportProblem(now);
        db.OrderProblems.Add(new OrderProblem { OrderId = id, At = now, Text = command.Text.Trim(), PartId = command.Part, IsByFollower = !isOwn });
        if (!told.Exists(problem => problem.At > lately && (problem.PartId is null || problem.PartId == command.Part)))
        {
            await Tell(order, number, command, isOwn, ct);
        }

        return Result.Ok;
    }

    private async Task Tell(Order order, string about, ReportProblem command, bool isOwn, CancellationToken ct)
    {
        var id = order.Id;

        // Of an order that was never paid its makers know nothing, neither that it was nor by whom.
        List<string> makers = order.ConfirmedAt is null ? [] : await (
            from part in db.ProducerOrders
            join producer in db.Producers on part.ProducerId equals producer.Id
            where part.OrderId == id && (command.Part == null || part.Id == command.Part)
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
        var count = 0;
        foreach (var to in makers.Concat(moderators).Distinct())
        {
            outbox.Add(
                Outbox.Message,
                new PersonalMessage(
                    to, Texts.In(Languages.Default, "orders.message.problem-subject", about),
                    Words(order, about, command, isOwn)),
                $"{once}:{++count}");
        }
    }

    /// <summary>All are kept or none, and before anything is said: makers are sent to photos that are there.</summary>
    private async Task<Result> Keep(OrderId order, IReadOnlyList<Stream> uploads, int most, CancellationToken ct)
    {
        var before = photos.Of(order.Value);
        foreach (var upload in uploads)
        {
            // After a lost race the command runs again, on streams read to their end.
            upload.Position = 0;
            var kept = await photos.Keep(order.Value, upload, ct);
            if (!kept.Succeeded)
            {
                return Result.Refused(kept.Refusals);
            }

            if (!before.Contains(kept.Value))
            {
                afterSave.Otherwise(() => photos.Forget(order.Value, kept.Value));
            }

            // Counted afterwards: the same photo sent again is the same file.
            if (photos.Of(order.Value).Count > most)
            {
                return new Refusal("orders.problem-photos-full", "Photos", most);
            }
        }

        return Result.Ok;
    }

    private string Words(Order order, string about, ReportProblem command, bool isOwn) =>
        Texts.In(
            Languages.Default, isOwn ? "orders.message.problem" : "orders.message.problem-by-follower",
            about, order.Address.FullName, Phone.ForPeople(order.Address.Phone, Languages.Default), command.Text.Trim())
        + "\n" + Texts.In(Languages.Default, "orders.message.problem-link", site.Of($"/problems/{order.Number}", Languages.Default));
}
