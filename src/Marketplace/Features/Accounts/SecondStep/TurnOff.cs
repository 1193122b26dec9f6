using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.SecondStep;

/// <summary>The password alone is enough again. Sent once more after a lost answer, it changes nothing.</summary>
public sealed record TurnOff(UserId User, string? Password) : ICommand<Result>, ITakesPassword
{
    public UserId? PasswordOf => User;
}

internal sealed class TurnOffHandler(MarketplaceDb db, Authenticator authenticator, IPublisher publisher) : IRequestHandler<TurnOff, Result>
{
    public async Task<Result> Handle(TurnOff command, CancellationToken ct)
    {
        var user = await db.Users.SingleAsync(user => user.Id == command.User.Value, ct);
        if (user.TwoFactorEnabled)
        {
            await authenticator.TurnOff(user, ct);
            await publisher.Publish(new SecondStepChanged(user, user.UserId, SecondStepChange.Off), ct);
        }

        return Result.Ok;
    }
}
