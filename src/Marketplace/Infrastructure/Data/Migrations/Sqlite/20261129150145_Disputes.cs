using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Infrastructure.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Disputes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Disputes",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    ProviderDisputeId = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Provider = table.Column<string>(type: "TEXT", unicode: false, maxLength: 16, nullable: false),
                    AttemptId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EvidenceDueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Amount_Currency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: false),
                    Amount_MinorUnits = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Disputes", x => x.Id);
                    table.CheckConstraint("CK_Disputes_Amount", "Amount_MinorUnits > 0");
                    table.CheckConstraint("CK_Disputes_State", "(State = 1 AND ClosedAt IS NULL) OR (State IN (2, 3) AND ClosedAt IS NOT NULL)");
                    table.ForeignKey(
                        name: "FK_Disputes_PaymentAttempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "PaymentAttempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Disputes_AttemptId",
                table: "Disputes",
                column: "AttemptId");

            migrationBuilder.CreateIndex(
                name: "IX_Disputes_OpenedAt_ProviderDisputeId",
                table: "Disputes",
                columns: new[] { "OpenedAt", "ProviderDisputeId" },
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "IX_Disputes_Provider_ProviderDisputeId",
                table: "Disputes",
                columns: new[] { "Provider", "ProviderDisputeId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Disputes_State",
                table: "Disputes",
                column: "State");

            migrationBuilder.Sql(FillDisputes.Sqlite);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Disputes");
        }
    }
}
