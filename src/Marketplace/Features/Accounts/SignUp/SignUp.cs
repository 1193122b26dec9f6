using FluentValidation;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.SignUp;

/// <summary>
/// Asks for an account. The password is chosen behind the link in the message, so that nobody prepares an account for someone else's address; an
/// address that has an account gets a message that says so, and the asker sees the same page.
/// </summary>
public sealed record SignUp(string Name, string Login, string Language) : ICommand<Result>;

internal sealed class SignUpValidator : AbstractValidator<SignUp>
{
    public SignUpValidator()
    {
        RuleFor(command => command.Name).NotEmpty().WithErrorCode("accounts.name-missing").Must(PersonName.IsFine).WithErrorCode("accounts.name-odd");
        RuleFor(command => command.Login).Must(login => Login.Parse(login) is not null).WithErrorCode("accounts.login-invalid");
        RuleFor(command => command.Language).Must(Languages.All.Contains).WithErrorCode("accounts.language-unknown");
    }
}

internal sealed class SignUpHandler(MarketplaceDb db, UserManager<User> users, AccountLinks links, IMessageSender sender, TimeProvider clock) : IRequestHandler<SignUp, Result>
{
    public async Task<Result> Handle(SignUp command, CancellationToken ct)
    {
        var login = Login.Parse(command.Login)!.Value;
        if (!sender.CanReach(login.Value))
        {
            return new Refusal("accounts.phone-unreachable", nameof(command.Login));
        }

        var user = await db.Users.SignsInAs(login).SingleOrDefaultAsync(ct);
        if (user?.PasswordHash is not null)
        {
            await links.Send(user, "accounts.message-already-subject", "accounts.message-already", ct);
            return Result.Ok;
        }

        if (user is null)
        {
            user = NewUser(login);
            await users.CreateAsync(user);
        }

        (user.DisplayName, user.Language) = (command.Name.Trim(), command.Language);
        await links.Send(user, "accounts.message-welcome-subject", "accounts.message-welcome", ct);
        return Result.Ok;
    }

    private User NewUser(Login login) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        UserName = login.Value,
        Email = login.IsPhone ? null : login.Value,
        PhoneNumber = login.IsPhone ? login.Value : null,
        CreatedAt = clock.GetUtcNow(),
    };
}
