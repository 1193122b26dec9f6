using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.ReportProblem;

/// <summary>Something is wrong with an order: the makers and the market's moderators are written to.</summary>
public sealed record ReportProblem(OrderAccess Access, string Text) : ICommand<Result>
{
    public const int Longest = 2000;
}

internal sealed class ReportProblemValidator : AbstractValidator<ReportProblem>
{
    public ReportProblemValidator()
    {
        RuleFor(command => command.Text).Must(text => text.Trim().Length >= 5).WithErrorCode("orders.problem-required");
        RuleFor(command => command.Text).Must(text => text.Length <= ReportProblem.Longest)
            .WithErrorCode("orders.problem-too-long").WithState(_ => new object[] { ReportProblem.Longest });
    }
}

internal sealed class ReportProblemHandler(MarketplaceDb db, Outbox outbox, TimeProvider clock) : IRequestHandler<ReportProblem, Result>
{
    private const int ModeratorsTold = 5;

    public async Task<Result> Handle(ReportProblem command, CancellationToken ct)
    {
        if (await db.Opened(command.Access, ct) is not { } id)
        {
            return OrderRefusals.NotFound;
        }

        var order = await db.Orders.SingleAsync(order => order.Id == id, ct);
        order.ReportProblem(clock.GetUtcNow());
        var makers = await (
            from part in db.ProducerOrders
            join producer in db.Producers on part.ProducerId equals producer.Id
            where part.OrderId == id
            select new { producer.Phone, producer.Email }).ToListAsync(ct);
        var moderators = await (
            from user in db.Users
            join held in db.UserRoles on user.Id equals held.UserId
            join role in db.Roles on held.RoleId equals role.Id
            where role.Name == Roles.Moderator && user.UserName != null
            orderby user.Id
            select user.UserName!).Take(ModeratorsTold).ToListAsync(ct);
        var once = $"problem:{id.Value:N}:{clock.GetUtcNow().UtcTicks}";
        var number = 0;
        foreach (var to in makers.Select(maker => maker.Email.Length > 0 ? maker.Email : maker.Phone).Concat(moderators).Distinct())
        {
            outbox.Add(
                Outbox.Message,
                new PersonalMessage(
                    to, Texts.In(Languages.Default, "orders.message.problem-subject", order.Number),
                    Texts.In(Languages.Default, "orders.message.problem", order.Number, order.Address.FullName, order.Address.Phone, command.Text.Trim())),
                $"{once}:{++number}");
        }

        return Result.Ok;
    }
}
