using Marketplace.Domain.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.Show;

public sealed record ShowAccount(UserId User) : IQuery<AccountModel>;

/// <param name="Login">As people read it.</param>
/// <param name="Roles">Officials' roles.</param>
/// <param name="Form">What can be changed here.</param>
public sealed record AccountModel(string Login, IReadOnlyList<string> Roles, AccountForm Form);

public sealed record AccountForm(string? Name, string? Language);

internal sealed class ShowAccountHandler(MarketplaceDb db) : IRequestHandler<ShowAccount, AccountModel>
{
    public async Task<AccountModel> Handle(ShowAccount query, CancellationToken ct)
    {
        var user = await db.Users.AsNoTracking().Where(user => user.Id == query.User.Value)
            .Select(user => new { user.UserName, user.DisplayName, user.Language })
            .SingleAsync(ct);
        var roles = await db.UserRoles.Where(link => link.UserId == query.User.Value)
            .Join(db.Roles, link => link.RoleId, role => role.Id, (_, role) => role.Name!)
            .OrderBy(name => name)
            .ToListAsync(ct);
        var login = user.UserName!.StartsWith('+') ? Phone.ForPeople(user.UserName) : user.UserName;
        return new AccountModel(login, roles, new AccountForm(user.DisplayName, user.Language));
    }
}
