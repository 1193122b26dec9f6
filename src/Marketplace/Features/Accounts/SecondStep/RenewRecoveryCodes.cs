using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.SecondStep;

/// <summary>Ten recovery codes in place of those there were.</summary>
public sealed record RenewRecoveryCodes(UserId User, string? Password) : ICommand<Result<RecoveryCodesModel>>, ITakesPassword
{
    public UserId? PasswordOf => User;
}

internal sealed class RenewRecoveryCodesHandler(MarketplaceDb db, Authenticator authenticator, SiteAddress site, IPublisher publisher) : IRequestHandler<RenewRecoveryCodes, Result<RecoveryCodesModel>>
{
    public async Task<Result<RecoveryCodesModel>> Handle(RenewRecoveryCodes command, CancellationToken ct)
    {
        var user = await db.Users.SingleAsync(user => user.Id == command.User.Value, ct);
        if (!user.TwoFactorEnabled)
        {
            return new Refusal("accounts.second-step-is-off");
        }

        var codes = await authenticator.NewRecoveryCodes(user, ct);
        await publisher.Publish(new SecondStepChanged(user, user.UserId, SecondStepChange.NewRecoveryCodes), ct);
        return new RecoveryCodesModel(codes, site.Name, user.LoginForPeople());
    }
}
