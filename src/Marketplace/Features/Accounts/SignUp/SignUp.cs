using FluentValidation;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;
using MediatR;

namespace Marketplace.Features.Accounts.SignUp;

/// <summary>
/// Asks for an account. The password is chosen behind the link in the message, so that nobody prepares an account for someone else's address; an
/// address that has an account gets a message that says so, and the asker sees the same page. Whether there is an account is found out later, so that
/// the time an answer takes does not tell either.
/// </summary>
/// <param name="Page">A page of ours that the link in the message leads on to, if any.</param>
public sealed record SignUp(string Name, string Login, string Language, string? Page = null) : ICommand<Result>;

internal sealed class SignUpValidator : AbstractValidator<SignUp>
{
    public SignUpValidator()
    {
        RuleFor(command => command.Name).NotEmpty().WithErrorCode("accounts.name-missing").Must(PersonName.IsFine).WithErrorCode("accounts.name-odd");
        RuleFor(command => command.Login).Must(login => Login.Parse(login) is not null).WithErrorCode("accounts.login-invalid");
        RuleFor(command => command.Language).Must(Languages.All.Contains).WithErrorCode("accounts.language-unknown");
    }
}

internal sealed class SignUpHandler(Outbox outbox, IMessageSender sender) : IRequestHandler<SignUp, Result>
{
    public Task<Result> Handle(SignUp command, CancellationToken ct)
    {
        var login = Login.Parse(command.Login)!.Value;
        if (!sender.CanReach(login.Value))
        {
            return Task.FromResult<Result>(new Refusal("accounts.phone-unreachable", nameof(command.Login)));
        }

        outbox.Add(OpenAccountAskedFor.Name, new OpenAccount(command.Name.Trim(), login.Value, command.Language, command.Page), $"{OpenAccountAskedFor.Name}:{Guid.NewGuid():N}");
        return Task.FromResult(Result.Ok);
    }
}
