using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.ChangeLogin;

/// <summary>
/// Asks to sign in with another e-mail address or telephone number from now on. Nothing changes before the link sent there is followed. Whoever asks is not told
/// whether the address has an account; its owner is.
/// </summary>
public sealed record AskForLogin(UserId User, string Login, string? Password) : ICommand<Result>, ITakesPassword
{
    public UserId? PasswordOf => User;
}

internal sealed class AskForLoginValidator : AbstractValidator<AskForLogin>
{
    public AskForLoginValidator() =>
        RuleFor(command => command.Login).Must(login => Login.Parse(login) is not null).WithErrorCode("accounts.login-invalid");
}

internal sealed class AskForLoginHandler(MarketplaceDb db, AccountLinks links, LoginLinks sealing, Outbox outbox, IMessageSender sender, SiteAddress site)
    : IRequestHandler<AskForLogin, Result>
{
    public async Task<Result> Handle(AskForLogin command, CancellationToken ct)
    {
        var login = Login.Parse(command.Login)!.Value;
        var user = await db.Users.SingleAsync(user => user.Id == command.User.Value, ct);
        if (user.IsOfTheDemonstration)
        {
            return new Refusal("accounts.demonstration", nameof(command.Login));
        }

        if (login.Value == user.UserName)
        {
            return new Refusal("accounts.login-same", nameof(command.Login));
        }

        if (!sender.CanReach(login.Value))
        {
            return new Refusal("accounts.phone-unreachable", nameof(command.Login));
        }

        if (await links.FreeKey("account-login", user, ct) is not { } key)
        {
            return new Refusal("accounts.login-asked-often", nameof(command.Login));
        }

        var link = site.Of("/account/login/confirmation?token=" + sealing.Seal(user, login), user.Language);
        var text = await db.Users.SignsInAs(login).AnyAsync(ct) ? "accounts.message-login-taken" : "accounts.message-login";
        outbox.Add(
            Outbox.Message,
            new PersonalMessage(login.Value, Texts.In(user.Language, "accounts.message-login-subject", site.Name), Texts.In(user.Language, text, site.Name, link)),
            key);
        return Result.Ok;
    }
}
