using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Administration.UserRoles;

/// <summary>Turns the second step at sign-in off for somebody who lost telephone and recovery codes; they are told. One's own goes by the account's page, which is open to whoever has either.</summary>
/// <param name="Actor">The administrator, whose password it takes.</param>
/// <param name="User">Whose sign-in.</param>
/// <param name="Password">The administrator's.</param>
public sealed record EndSecondStep(UserId Actor, Guid User, string? Password) : ICommand<Result>, ITakesPassword
{
    public UserId? PasswordOf => Actor;
}

internal sealed class EndSecondStepValidator : AbstractValidator<EndSecondStep>
{
    public EndSecondStepValidator() =>
        RuleFor(command => command.User).Must((command, user) => user != command.Actor.Value).WithErrorCode("administration.second-step-not-oneself").OverridePropertyName(nameof(EndSecondStep.Password));
}

internal sealed class EndSecondStepHandler(MarketplaceDb db, Authenticator authenticator, IPublisher publisher) : IRequestHandler<EndSecondStep, Result>
{
    public async Task<Result> Handle(EndSecondStep command, CancellationToken ct)
    {
        // The cookie may be a minute older than the role.
        if (!await db.Roles.Where(role => role.NormalizedName == UserQueries.NormalizedAdministrator)
            .AnyAsync(role => db.UserRoles.Any(link => link.RoleId == role.Id && link.UserId == command.Actor.Value), ct))
        {
            return new Refusal("administration.no-longer", nameof(command.Password));
        }

        if (await db.Users.StillOpen().SingleOrDefaultAsync(user => user.Id == command.User, ct) is not { } user)
        {
            return new Refusal("administration.user-not-found");
        }

        if (user.TwoFactorEnabled)
        {
            await authenticator.TurnOff(user, ct);
            await publisher.Publish(new SecondStepChanged(user, command.Actor, SecondStepChange.OffByAdministrator), ct);
        }

        return Result.Ok;
    }
}
