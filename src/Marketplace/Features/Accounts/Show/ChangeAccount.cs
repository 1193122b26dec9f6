using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.Show;

public sealed record ChangeAccount(UserId User, string Name, string Language) : ICommand<Result>;

internal sealed class ChangeAccountValidator : AbstractValidator<ChangeAccount>
{
    public ChangeAccountValidator()
    {
        RuleFor(command => command.Name).NotEmpty().WithErrorCode("accounts.name-missing").Must(PersonName.IsFine).WithErrorCode("accounts.name-odd");
        RuleFor(command => command.Language).Must(Languages.All.Contains).WithErrorCode("accounts.language-unknown");
    }
}

internal sealed class ChangeAccountHandler(MarketplaceDb db) : IRequestHandler<ChangeAccount, Result>
{
    public async Task<Result> Handle(ChangeAccount command, CancellationToken ct)
    {
        var user = await db.Users.SingleAsync(user => user.Id == command.User.Value, ct);
        (user.DisplayName, user.Language, user.ConcurrencyStamp) = (command.Name.Trim(), command.Language, Guid.NewGuid().ToString());
        return Result.Ok;
    }
}
