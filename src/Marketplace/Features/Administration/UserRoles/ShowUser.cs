using System.Globalization;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Places;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Administration.UserRoles;

/// <param name="User">Whose roles.</param>
/// <param name="Province">The province whose communes are offered; nothing means that of the chosen commune or the present unit.</param>
/// <param name="Commune">The commune chosen in a form that was refused.</param>
/// <param name="Reader">The administrator who looks.</param>
public sealed record ShowUser(Guid User, int? Province, string? Commune = null, UserId? Reader = null) : IQuery<UserModel?>;

public sealed record UserModel(
    Guid Id, string Login, string Name, int? ProvinceId, IReadOnlyList<PlaceRow> Provinces, IReadOnlyList<PlaceRow> Communes,
    IReadOnlyList<GrantRow> History, RolesForm Form)
{
    /// <summary>Has a second step at sign-in, and is somebody else.</summary>
    public bool CanEndSecondStep { get; init; }

    /// <summary>Of the administrator, who types it.</summary>
    public string? Password => null;

    /// <summary>Beside the names of roles, what says which unit is managed.</summary>
    public static string Managing(int? unit) => string.Create(CultureInfo.InvariantCulture, $"@{unit}");
}

public sealed record PlaceRow(int Id, string Name);

public sealed record GrantRow(DateTimeOffset At, string? By, string Action, string Detail)
{
    /// <summary>The detail is a role's name, and not a place.</summary>
    public bool IsOfRole => Action is "role.grant" or "role.revoke";
}

/// <param name="Roles">Names of the roles.</param>
/// <param name="Scope">centre, province or commune.</param>
/// <param name="Province">Id of the province for the scope province.</param>
/// <param name="Commune">Id of the commune for the scope commune.</param>
/// <param name="Shown">The roles the page showed and the unit after an @, separated by commas.</param>
public sealed record RolesForm(IReadOnlyList<string>? Roles, string? Scope, string? Province, string? Commune, string? Shown = null);

internal sealed class ShowUserHandler(MarketplaceDb db) : IRequestHandler<ShowUser, UserModel?>
{
    private const int RecentGrants = 20;

    public async Task<UserModel?> Handle(ShowUser query, CancellationToken ct)
    {
        var user = await db.Users.AsNoTracking().StillOpen().Where(user => user.Id == query.User)
            .Select(user => new { user.UserName, user.DisplayName, user.ManagedUnitId, user.TwoFactorEnabled })
            .SingleOrDefaultAsync(ct);
        if (user is null)
        {
            return null;
        }

        var roles = await db.UserRoles.Where(link => link.UserId == query.User)
            .Join(db.Roles, link => link.RoleId, role => role.Id, (_, role) => role.Name!)
            .ToListAsync(ct);
        var unit = await db.AdminUnits.AsNoTracking().Where(unit => unit.Id == user.ManagedUnitId)
            .Select(unit => new { unit.Id, unit.Level, unit.ParentId })
            .SingleOrDefaultAsync(ct);
        var province = query.Province ?? await ProvinceOf(query.Commune, ct) ?? (unit?.Level == AdminLevel.Commune ? unit.ParentId : unit?.Level == AdminLevel.Province ? unit.Id : null);
        return new UserModel(
            query.User, user.UserName!, user.DisplayName, province,
            await Rows(db.AdminUnits.Provinces(), ct),
            province is { } id ? await Rows(db.AdminUnits.CommunesOf(id), ct) : [],
            await History(new UserId(query.User), ct),
            new RolesForm(
                roles,
                unit?.Level switch { AdminLevel.Province => RoleScopes.Province, AdminLevel.Commune => RoleScopes.Commune, AdminLevel.Country => RoleScopes.Centre, _ => null },
                unit?.Level == AdminLevel.Province ? Text(unit.Id) : null,
                unit?.Level == AdminLevel.Commune ? Text(unit.Id) : null,
                string.Join(',', roles.Append(UserModel.Managing(user.ManagedUnitId)))))
        {
            CanEndSecondStep = user.TwoFactorEnabled && query.Reader?.Value != query.User,
        };
    }

    private async Task<int?> ProvinceOf(string? commune, CancellationToken ct) =>
        int.TryParse(commune, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await db.AdminUnits.Current().Where(unit => unit.Id == id && unit.Level == AdminLevel.Commune).Select(unit => unit.ParentId).SingleOrDefaultAsync(ct)
            : null;

    private async Task<IReadOnlyList<GrantRow>> History(UserId user, CancellationToken ct)
    {
        string[] roles = [AuditSubject.Of(user), AuditSubject.Formerly(user)];
        var entries = await db.AuditEvents.AsNoTracking().Where(entry => roles.Contains(entry.Subject))
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id)
            .Take(RecentGrants)
            .ToListAsync(ct);
        var actors = entries.Select(entry => entry.ActorId?.Value ?? Guid.Empty).Distinct().ToList();
        var names = await db.Users.Where(user => actors.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);
        return [.. entries.Select(entry => new GrantRow(entry.At, names.GetValueOrDefault(entry.ActorId?.Value ?? Guid.Empty), entry.Action, entry.Detail))];
    }

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyList<PlaceRow>> Rows(IQueryable<AdminUnit> units, CancellationToken ct) =>
        [.. (await units.Select(unit => new PlaceRow(unit.Id, unit.NameVi)).ToListAsync(ct)).OrderBy(unit => unit.Name, VietnameseOrder.Names)];
}
