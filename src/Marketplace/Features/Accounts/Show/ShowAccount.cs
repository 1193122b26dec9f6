using Marketplace.Domain.Accounts;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.Show;

public sealed record ShowAccount(UserId User) : IQuery<AccountModel>;

/// <param name="Login">As people read it.</param>
/// <param name="Roles">Officials' roles.</param>
/// <param name="Workplaces">Where officials work.</param>
/// <param name="HasSecondStep">A sign-in takes a code as well.</param>
/// <param name="Form">What can be changed here.</param>
public sealed record AccountModel(string Login, IReadOnlyList<string> Roles, IReadOnlyList<Workplace> Workplaces, bool HasSecondStep, AccountForm Form)
{
    public bool ShouldHaveSecondStep => !HasSecondStep && Workplaces.Count > 0;
}

/// <summary>A page an official begins at, and the key of its name.</summary>
public sealed record Workplace(string Path, string Key)
{
    private static readonly (string Role, Workplace Place)[] All =
    [
        (Domain.Accounts.Roles.Moderator, new("~/moderation", "accounts.work-moderation")),
        (Domain.Accounts.Roles.FinanceOfficer, new("~/finance", "accounts.work-finance")),
        (Domain.Accounts.Roles.ProgrammeManager, new("~/programme", "accounts.work-programme")),
        (Domain.Accounts.Roles.Administrator, new("~/moderation", "accounts.work-moderation")),
        (Domain.Accounts.Roles.Administrator, new("~/finance", "accounts.work-finance")),
        (Domain.Accounts.Roles.Administrator, new("~/administration/users", "accounts.work-users")),
        (Domain.Accounts.Roles.Administrator, new("~/administration/rollups", "accounts.work-rollups")),
    ];

    public static IReadOnlyList<Workplace> Of(IReadOnlyCollection<string> roles) => [.. All.Where(one => roles.Contains(one.Role)).Select(one => one.Place).Distinct()];
}

public sealed record AccountForm(string? Name, string? Language);

internal sealed class ShowAccountHandler(MarketplaceDb db) : IRequestHandler<ShowAccount, AccountModel>
{
    public async Task<AccountModel> Handle(ShowAccount query, CancellationToken ct)
    {
        var user = await db.Users.AsNoTracking().Where(user => user.Id == query.User.Value)
            .Select(user => new { user.UserName, user.DisplayName, user.Language, user.TwoFactorEnabled })
            .SingleAsync(ct);
        var roles = await db.UserRoles.Where(link => link.UserId == query.User.Value)
            .Join(db.Roles, link => link.RoleId, role => role.Id, (_, role) => role.Name!)
            .OrderBy(name => name)
            .ToListAsync(ct);
        return new AccountModel(
            Login.Parse(user.UserName)?.ForPeople ?? user.UserName!, roles, Workplace.Of(roles), user.TwoFactorEnabled, new AccountForm(user.DisplayName, user.Language));
    }
}
