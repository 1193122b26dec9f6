using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Administration.Users;

/// <param name="Search">Part of an e-mail address, of a telephone number as people write it, or of a name, its words begun with capitals or not.</param>
/// <param name="After">The last address of the page before.</param>
public sealed record ListUsers(string Search, string After) : IQuery<UserListModel>;

public sealed record UserListModel(string Search, IReadOnlyList<UserRow> Users, string? Next);

public sealed record UserRow(Guid Id, string Login, string Name, IReadOnlyList<string> Roles, string? UnitName, DateTimeOffset CreatedAt);

internal sealed class ListUsersHandler(MarketplaceDb db) : IRequestHandler<ListUsers, UserListModel>
{
    private const int PageSize = 30;

    public async Task<UserListModel> Handle(ListUsers query, CancellationToken ct)
    {
        var users = db.Users.AsNoTracking().StillOpen();
        if (query.Search.Trim() is { Length: > 0 } search)
        {
            var part = search.ToUpperInvariant();
            var named = Languages.Culture(Languages.Default).TextInfo.ToTitleCase(search.ToLowerInvariant());
            var phone = TypedPhone.SoughtIn(search) ?? part;
            users = users.Where(user => user.NormalizedUserName!.Contains(part) || user.NormalizedUserName!.Contains(phone) || user.DisplayName.Contains(search) || user.DisplayName.Contains(named));
        }

        if (query.After is { Length: > 0 } after)
        {
#pragma warning disable CA1309 // Compared by the database, in the order of its own index.
            users = users.Where(user => string.Compare(user.NormalizedUserName, after) > 0);
#pragma warning restore CA1309
        }

        var page = await users.OrderBy(user => user.NormalizedUserName)
            .Take(PageSize + 1)
            .Select(user => new
            {
                user.Id,
                user.NormalizedUserName,
                user.UserName,
                user.DisplayName,
                Unit = db.AdminUnits.Where(unit => unit.Id == user.ManagedUnitId).Select(unit => unit.NameVi).FirstOrDefault(),
                user.CreatedAt,
            })
            .ToListAsync(ct);
        Guid[] shown = [.. page.Take(PageSize).Select(user => user.Id)];
        var roles = (await db.UserRoles.Where(link => shown.Contains(link.UserId))
            .Join(db.Roles, link => link.RoleId, role => role.Id, (link, role) => new { link.UserId, Name = role.Name! }).ToListAsync(ct)).ToLookup(link => link.UserId, link => link.Name);
        var next = page.Count > PageSize ? page[PageSize - 1].NormalizedUserName : null;
        return new UserListModel(
            query.Search,
            [.. page.Take(PageSize).Select(user => new UserRow(user.Id, user.UserName!, user.DisplayName, [.. roles[user.Id]], user.Unit, user.CreatedAt))],
            next);
    }
}
