using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.SecondStep;

/// <summary>From now on a sign-in takes a code of the app as well. The code proves that the app has the key that was offered; other sessions end.</summary>
/// <param name="User">Whose sign-in.</param>
/// <param name="Key">As the page carried it.</param>
/// <param name="Code">Of the app.</param>
/// <param name="Password">Of the account.</param>
public sealed record TurnOn(UserId User, string Key, string Code, string? Password) : ICommand<Result<RecoveryCodesModel>>, ITakesPassword
{
    public UserId? PasswordOf => User;
}

/// <param name="Codes">Shown once: what is kept does not tell them.</param>
/// <param name="Shop">Where they are for, as the paper says they are printed on.</param>
/// <param name="Login">Whose they are.</param>
public sealed record RecoveryCodesModel(IReadOnlyList<string> Codes, string Shop, string Login);

internal sealed class TurnOnHandler(MarketplaceDb db, Authenticator authenticator, SiteAddress site, IPublisher publisher) : IRequestHandler<TurnOn, Result<RecoveryCodesModel>>
{
    public async Task<Result<RecoveryCodesModel>> Handle(TurnOn command, CancellationToken ct)
    {
        var user = await db.Users.SingleAsync(user => user.Id == command.User.Value, ct);
        if (user.IsOfTheDemonstration)
        {
            return new Refusal("accounts.demonstration");
        }

        if (user.TwoFactorEnabled)
        {
            return new Refusal("accounts.second-step-already");
        }

        if (authenticator.Open(user, command.Key) is not { } offered)
        {
            return new Refusal("accounts.second-step-key-old", nameof(command.Code));
        }

        if (!await authenticator.Take(user, offered, command.Code, ct))
        {
            return new Refusal("accounts.second-step-code-wrong", nameof(command.Code));
        }

        Authenticator.TurnOn(user);
        var codes = await authenticator.NewRecoveryCodes(user, ct);
        await publisher.Publish(new SecondStepChanged(user, user.UserId, SecondStepChange.On), ct);
        return new RecoveryCodesModel(codes, site.Name, user.LoginForPeople());
    }
}
