using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Infrastructure.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class CouriersCash : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "RemittedBy",
                table: "ProducerOrders",
                type: "binary(16)",
                fixedLength: true,
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "RecordedBy",
                table: "BankReceipts",
                type: "binary(16)",
                fixedLength: true,
                maxLength: 16,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_ProducerOrders_RemittedBy",
                table: "ProducerOrders",
                column: "RemittedBy");

            migrationBuilder.AddForeignKey(
                name: "FK_ProducerOrders_BankReceipts_RemittedBy",
                table: "ProducerOrders",
                column: "RemittedBy",
                principalTable: "BankReceipts",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_ProducerOrders_BankReceipts_RemittedBy",
                table: "ProducerOrders");

            migrationBuilder.DropIndex(
                name: "IX_ProducerOrders_RemittedBy",
                table: "ProducerOrders");

            migrationBuilder.DropColumn(
                name: "RemittedBy",
                table: "ProducerOrders");

            migrationBuilder.DropColumn(
                name: "RecordedBy",
                table: "BankReceipts");
        }
    }
}
